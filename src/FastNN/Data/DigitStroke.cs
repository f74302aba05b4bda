namespace FastNN.Data;

/// <summary>Describes one movement of the pen.</summary>
/// <param name="Points">The points that it passes, as x, y, x, y, …</param>
/// <param name="IsCurve">Whether it runs smoothly (a Catmull–Rom spline) or straight from point to point.</param>
internal readonly record struct DigitStroke(double[] Points, bool IsCurve);
