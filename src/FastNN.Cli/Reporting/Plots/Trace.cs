using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Writes the line through a series' points as path data.</summary>
/// <remarks>
/// Of points in the same column of pixels only the first, the lowest, the highest and the last are kept: the picture is the same and its
/// size does not grow with the number of points.
/// </remarks>
internal sealed class Trace
{
    private readonly StringBuilder _path = new();
    private readonly List<(double X, double Y)> _column = [];
    private bool _isBroken = true;

    private Trace()
    {
    }

    /// <summary>Writes a line.</summary>
    /// <param name="x">The axis across.</param>
    /// <param name="y">The axis upwards.</param>
    /// <param name="series">The points; where one has no place on the axes, the line is broken.</param>
    public static string Of(AxisMap x, AxisMap y, Series series)
    {
        var trace = new Trace();
        for (int i = 0; i < series.X.Length; i++) trace.Add(x.ToPixel(series.X[i]), y.ToPixel(series.Y[i]));
        trace.Flush();
        return trace._path.ToString();
    }

    private void Add(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            Flush();
            _isBroken = true;
            return;
        }

        if (_column.Count > 0 && Math.Floor(x) != Math.Floor(_column[0].X)) Flush();
        _column.Add((x, y));
    }

    private void Flush()
    {
        if (_column.Count <= 4)
        {
            foreach ((double x, double y) in _column) Write(x, y);
        }
        else
        {
            int low = 0, high = 0;
            for (int i = 1; i < _column.Count; i++)
            {
                if (_column[i].Y > _column[low].Y) low = i;
                if (_column[i].Y < _column[high].Y) high = i;
            }

            int last = _column.Count - 1, previous = -1;
            foreach (int i in (ReadOnlySpan<int>)[0, Math.Min(low, high), Math.Max(low, high), last])
            {
                if (i != previous) Write(_column[i].X, _column[i].Y);
                previous = i;
            }
        }

        _column.Clear();
    }

    private void Write(double x, double y)
    {
        _path.Append(_isBroken ? 'M' : 'L').Append(SvgCanvas.Number(x)).Append(' ').Append(SvgCanvas.Number(y));
        _isBroken = false;
    }
}
