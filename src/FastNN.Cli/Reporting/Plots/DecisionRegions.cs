using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>Colours the ground of a chart by what a classifier decides there.</summary>
internal static class DecisionRegions
{
    // Cells of about two pixels: borders look smooth, and a small network is asked a few ten thousand times.
    private const int Resolution = 180;

    /// <summary>Draws the regions: for each class one path of rectangles, merged along rows and then down columns.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="x">The axis across.</param>
    /// <param name="y">The axis upwards.</param>
    /// <param name="classOf">Tells the class of a point; a negative one is left blank.</param>
    public static void Draw(SvgCanvas canvas, AxisMap x, AxisMap y, Func<double, double, int> classOf)
    {
        var paths = new SortedDictionary<int, StringBuilder>();
        double cellWidth = (x.To - x.From) / Resolution, cellHeight = (y.From - y.To) / Resolution;

        // Runs of the row above that may go on, by where they begin: their end, class and first row.
        var open = new Dictionary<int, (int End, int Class, int Top)>();
        for (int row = 0; row <= Resolution; row++)
        {
            var runs = row < Resolution ? Runs(x, y.ToValue(1 - ((row + 0.5) / Resolution)), classOf) : [];
            var next = new Dictionary<int, (int End, int Class, int Top)>();
            foreach ((int start, int end, int label) in runs)
            {
                bool goesOn = open.TryGetValue(start, out var above) && above.End == end && above.Class == label;
                next[start] = (end, label, goesOn ? above.Top : row);
                if (goesOn) open.Remove(start);
            }

            foreach ((int start, (int end, int label, int top)) in open.OrderBy(run => run.Key))
            {
                if (label < 0) continue;
                if (!paths.TryGetValue(label, out StringBuilder? path)) paths[label] = path = new StringBuilder();
                string left = SvgCanvas.Number(x.From + (start * cellWidth)), right = SvgCanvas.Number(x.From + (end * cellWidth));
                path.Append('M').Append(left).Append(' ').Append(SvgCanvas.Number(y.To + (top * cellHeight)));
                path.Append('H').Append(right).Append('V').Append(SvgCanvas.Number(y.To + (row * cellHeight))).Append('H').Append(left).Append('Z');
            }

            open = next;
        }

        foreach ((int label, StringBuilder path) in paths)
        {
            // Without smoothing of edges, which would leave hairlines between neighbours.
            canvas.Path(path.ToString(), PlotStyle.Fill(label), "fill-opacity=\"0.22\" shape-rendering=\"crispEdges\"");
        }
    }

    private static List<(int Start, int End, int Class)> Runs(AxisMap x, double y, Func<double, double, int> classOf)
    {
        var runs = new List<(int Start, int End, int Class)>();
        for (int column = 0; column < Resolution; column++)
        {
            int label = classOf(x.ToValue((column + 0.5) / Resolution), y);
            if (runs.Count > 0 && runs[^1].Class == label) runs[^1] = runs[^1] with { End = column + 1 };
            else runs.Add((column, column + 1, label));
        }

        return runs;
    }
}
