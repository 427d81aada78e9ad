namespace IoTWatch.Core.Detection;

/// <summary>The measured regularity of a channel, as alerts contain it.</summary>
/// <param name="PeriodS">Seconds.</param>
/// <param name="Jitter">Relative: median absolute deviation of the interval over its median.</param>
/// <param name="SpanS">Seconds from the first to the last contact.</param>
/// <param name="BytesMedian">Bytes the device sent per contact.</param>
/// <param name="Method">The test that found the period: renewal, pairs or phase.</param>
public sealed record BeaconSummary(
    double Probability, double PeriodS, double Jitter, int Contacts, int Missed, double SpanS, double BytesMedian,
    string Method, bool InFlow);
