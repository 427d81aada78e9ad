namespace IoTWatch.Learning.Training;

/// <summary>How many of the held-out beacons found after a number of contacts have their period estimated within 5 % of the true one.</summary>
/// <param name="Found">Beacons above the threshold.</param>
/// <param name="Within5Percent">Share of them, 0..1.</param>
public sealed record PeriodFigures(int Contacts, int Found, double Within5Percent);
