namespace IoTWatch.Learning.Training;

/// <summary>Fits slope and offset of the logistic calibration p = 1 / (1 + exp(slope · score + offset)).</summary>
/// <remarks>
/// Platt (1999) with the smoothed targets and the Newton steps of Lin, Lin and Weng, "A note on Platt's probabilistic
/// outputs" (2007). Not ML.NET's calibrator because that does not expose slope and offset, which
/// <see cref="Models.MlBeaconModel"/> needs.
/// </remarks>
internal static class PlattCalibration
{
    public static (double Slope, double Offset) Fit(IReadOnlyList<float> scores, IReadOnlyList<bool> labels)
    {
        double positives = labels.Count(l => l), negatives = labels.Count - positives;
        double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
        double slope = -1, offset = Math.Log((negatives + 1) / (positives + 1));
        for (var step = 0; step < 100; step++)
        {
            double h11 = 1e-12, h22 = 1e-12, h21 = 0, g1 = 0, g2 = 0;
            for (var i = 0; i < scores.Count; i++)
            {
                var p = 1 / (1 + Math.Exp(slope * scores[i] + offset));
                var weight = p * (1 - p);
                var difference = (labels[i] ? high : low) - p;
                h11 += scores[i] * scores[i] * weight;
                h22 += weight;
                h21 += scores[i] * weight;
                g1 += scores[i] * difference;
                g2 += difference;
            }
            var determinant = h11 * h22 - h21 * h21;
            var dSlope = -(h22 * g1 - h21 * g2) / determinant;
            var dOffset = -(h11 * g2 - h21 * g1) / determinant;
            slope += Math.Clamp(dSlope, -1, 1);
            offset += Math.Clamp(dOffset, -1, 1);
            if (Math.Abs(g1) < 1e-6 && Math.Abs(g2) < 1e-6)
                break;
        }
        return (slope, offset);
    }
}
