using System.Text;

namespace FastNN.Cli.Reporting;

/// <summary>A computation graph, drawn from left to right.</summary>
/// <param name="title">What it shows.</param>
internal sealed class GraphPlot(string title) : Plot(title)
{
    private const double LineHeight = TextSize * TextMetrics.LineHeight;
    private const double ColumnGap = 46;
    private const double RowGap = 16;
    private const double WayPointHeight = 10;

    private readonly List<GraphNode> _nodes = [];
    private readonly List<(int From, int To)> _edges = [];

    /// <summary>Adds a node.</summary>
    /// <param name="id">What edges call it; no two nodes have the same.</param>
    /// <param name="label">What stands in it.</param>
    /// <param name="detail">A second line, such as its value or gradient; empty for none.</param>
    /// <param name="kind">What it is.</param>
    /// <exception cref="ArgumentException">There is such a node already.</exception>
    public GraphPlot Node(string id, string label, string detail = "", GraphNodeKind kind = GraphNodeKind.Value)
    {
        if (Find(id) >= 0) throw new ArgumentException($"there is a node '{id}' already");
        _nodes.Add(new GraphNode(id, label, detail, kind));
        return this;
    }

    /// <summary>Adds an edge.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public GraphPlot Edge(string from, string to)
    {
        int first = Find(from), second = Find(to);
        if (first < 0 || second < 0) throw new ArgumentException($"there is no node '{(first < 0 ? from : to)}'");
        _edges.Add((first, second));
        return this;
    }

    /// <inheritdoc/>
    protected override void Draw(SvgCanvas canvas)
    {
        GraphLayout layout = GraphLayout.Of(_nodes.Count, _edges);
        double[] heights = [.. layout.Columns.Select(column => column.Sum(Height) + (RowGap * (column.Count - 1)))];
        double[] widths = [.. layout.Columns.Select(column => column.Max(Width))];
        double inner = (2 * Margin) + widths.Sum() + (ColumnGap * Math.Max(0, widths.Length - 1));
        canvas.Width = Math.Max(inner, 320);
        double top = DrawTitle(canvas, canvas.Width) + 4, tallest = heights.Length == 0 ? 0 : heights.Max();

        var boxes = new Dictionary<int, (double X, double Y, double Width, double Height)>();
        double x = Margin + ((canvas.Width - inner) / 2);
        for (int column = 0; column < layout.Columns.Count; column++)
        {
            double y = top + ((tallest - heights[column]) / 2);
            foreach (int place in layout.Columns[column])
            {
                boxes[place] = IsNode(place)
                    ? (x + ((widths[column] - Width(place)) / 2), y, Width(place), Height(place))
                    : (x, y, widths[column], WayPointHeight);
                y += Height(place) + RowGap;
            }

            x += widths[column] + ColumnGap;
        }

        foreach (List<int> route in layout.Routes) DrawEdge(canvas, [.. route.Select(place => boxes[place])]);
        for (int i = 0; i < _nodes.Count; i++) DrawNode(canvas, _nodes[i], boxes[i]);
        canvas.Height = top + tallest + Margin + 4;
    }

    private static void DrawNode(SvgCanvas canvas, GraphNode node, (double X, double Y, double Width, double Height) box)
    {
        bool isOperation = node.Kind == GraphNodeKind.Operation;
        canvas.Rectangle(box.X, box.Y, box.Width, box.Height, "panel", radius: isOperation ? 15 : 4);
        if (isOperation) canvas.Rectangle(box.X, box.Y, box.Width, box.Height, "k0", radius: 15);
        double middle = box.X + (box.Width / 2), baseline = box.Y + 7 + TextSize;
        canvas.Text(middle, baseline, node.Label, TextSize, TextAnchor.Middle, isOperation ? "title" : "");
        if (node.Detail.Length > 0) canvas.Text(middle, baseline + LineHeight, node.Detail, TextSize, TextAnchor.Middle, "muted");
    }

    private static void DrawEdge(SvgCanvas canvas, (double X, double Y, double Width, double Height)[] boxes)
    {
        var path = new StringBuilder();
        double x = boxes[0].X + boxes[0].Width, y = Middle(boxes[0]);
        path.Append('M').Append(N(x)).Append(' ').Append(N(y));
        for (int i = 1; i < boxes.Length; i++)
        {
            bool isLast = i == boxes.Length - 1;
            double endX = boxes[i].X - (isLast ? 7 : 0), endY = Middle(boxes[i]), bend = (x + endX) / 2;
            path.Append($"C{N(bend)} {N(y)} {N(bend)} {N(endY)} {N(endX)} {N(endY)}");
            if (!isLast) path.Append('H').Append(N(boxes[i].X + boxes[i].Width));
            (x, y) = (boxes[i].X + boxes[i].Width, endY);
        }

        canvas.Path(path.ToString(), "frame");
        canvas.Path($"M{N(boxes[^1].X)} {N(y)}l-8 -4v8z", "arrow");
    }

    private static double Middle((double X, double Y, double Width, double Height) box) => box.Y + (box.Height / 2);

    private static string N(double value) => SvgCanvas.Number(value);

    private bool IsNode(int place) => place < _nodes.Count;

    private int Find(string id) => _nodes.FindIndex(node => node.Id == id);

    private double Width(int place) => IsNode(place)
        ? 22 + Math.Max(TextMetrics.Width(_nodes[place].Label, TextSize, isBold: true), TextMetrics.Width(_nodes[place].Detail, TextSize))
        : 0;

    private double Height(int place) => IsNode(place) ? ((_nodes[place].Detail.Length > 0 ? 2 : 1) * LineHeight) + 14 : WayPointHeight;
}
