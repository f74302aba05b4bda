namespace FastNN.Cli.Reporting;

/// <summary>Places the nodes of a directed graph in columns from left to right.</summary>
/// <remarks>
/// After Kozo Sugiyama, Shojiro Tagawa and Mitsuhiko Toda, "Methods for Visual Understanding of Hierarchical System Structures" (1981):
/// columns by longest path, way points where an edge passes columns, order by the mean place of neighbours.
/// </remarks>
internal sealed class GraphLayout
{
    private const int Sweeps = 8;

    private readonly List<List<int>> _before = [];
    private readonly List<List<int>> _after = [];

    private GraphLayout()
    {
    }

    /// <summary>Gets the columns, each the places in it from top to bottom: nodes by number, then way points.</summary>
    public List<List<int>> Columns { get; } = [];

    /// <summary>Gets for each edge the places that it passes, both ends included.</summary>
    public List<List<int>> Routes { get; } = [];

    /// <summary>Lays out a graph.</summary>
    /// <param name="nodeCount">The number of nodes.</param>
    /// <param name="edges">The edges between node numbers.</param>
    /// <exception cref="ArgumentException">The edges form a circle.</exception>
    public static GraphLayout Of(int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        var layout = new GraphLayout();
        List<int> columns = FindColumns(nodeCount, edges);
        for (int i = 0; i < nodeCount; i++) layout.AddPlace(columns[i]);
        foreach ((int from, int to) in edges)
        {
            List<int> route = [from];
            for (int column = columns[from] + 1; column < columns[to]; column++) route.Add(layout.AddPlace(column));
            route.Add(to);
            for (int i = 1; i < route.Count; i++)
            {
                layout._after[route[i - 1]].Add(route[i]);
                layout._before[route[i]].Add(route[i - 1]);
            }

            layout.Routes.Add(route);
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int column = 1; column < layout.Columns.Count; column++) layout.Sort(column, layout._before);
            for (int column = layout.Columns.Count - 2; column >= 0; column--) layout.Sort(column, layout._after);
        }

        return layout;
    }

    private static List<int> FindColumns(int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        int[] columns = new int[nodeCount];
        bool changed = true;
        for (int round = 0; changed; round++)
        {
            // A longest path cannot have more edges than there are nodes.
            if (round > nodeCount) throw new ArgumentException("the edges form a circle; a computation graph has none");
            changed = false;
            foreach ((int from, int to) in edges)
            {
                if (columns[to] > columns[from]) continue;
                columns[to] = columns[from] + 1;
                changed = true;
            }
        }

        // What nothing comes before, such as parameters, stands just before what takes it and not at the far left.
        var takers = edges.ToLookup(edge => edge.From, edge => edge.To);
        var taking = edges.Select(edge => edge.To).ToHashSet();
        for (int i = 0; i < nodeCount; i++)
        {
            if (!taking.Contains(i) && takers[i].Any()) columns[i] = takers[i].Min(to => columns[to]) - 1;
        }

        return [.. columns];
    }

    private int AddPlace(int column)
    {
        while (Columns.Count <= column) Columns.Add([]);
        int place = _before.Count;
        Columns[column].Add(place);
        _before.Add([]);
        _after.Add([]);
        return place;
    }

    private void Sort(int column, List<List<int>> neighbours)
    {
        var order = new Dictionary<int, double>();
        foreach (List<int> places in Columns)
        {
            // As shares, so that long and short columns compare.
            for (int i = 0; i < places.Count; i++) order[places[i]] = (i + 0.5) / places.Count;
        }

        Columns[column] = [.. Columns[column].OrderBy(place => neighbours[place].Count == 0 ? order[place] : neighbours[place].Average(n => order[n]))];
    }
}
