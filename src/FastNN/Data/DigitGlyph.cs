namespace FastNN.Data;

/// <summary>Describes one way to write a digit. Strokes that touch share a point, which stays shared when points are moved.</summary>
internal sealed class DigitGlyph
{
    /// <summary>Creates a glyph from its strokes.</summary>
    public DigitGlyph(params DigitStroke[] strokes)
    {
        var points = new List<(double X, double Y)>();
        Strokes = new int[strokes.Length][];
        IsCurve = new bool[strokes.Length];
        for (int i = 0; i < strokes.Length; i++)
        {
            double[] path = strokes[i].Points;
            IsCurve[i] = strokes[i].IsCurve;
            Strokes[i] = new int[path.Length / 2];
            for (int j = 0; j < Strokes[i].Length; j++)
            {
                (double X, double Y) point = (path[2 * j], path[(2 * j) + 1]);
                int known = points.IndexOf(point);
                if (known < 0)
                {
                    known = points.Count;
                    points.Add(point);
                }

                Strokes[i][j] = known;
            }
        }

        Points = points.ToArray();
    }

    /// <summary>Gets the distinct points.</summary>
    public (double X, double Y)[] Points { get; }

    /// <summary>Gets, for each stroke, the indices of the points that it passes.</summary>
    public int[][] Strokes { get; }

    /// <summary>Gets, for each stroke, whether it runs smoothly.</summary>
    public bool[] IsCurve { get; }
}
