using System.Collections;
using System.Globalization;

namespace FastNN.Cli.Lessons;

/// <summary>The results of a lesson by name, in the order in which they were added.</summary>
internal sealed class Figures : IEnumerable<KeyValuePair<string, Figure>>
{
    private readonly List<KeyValuePair<string, Figure>> _entries = [];

    /// <summary>Gets or adds a figure.</summary>
    public Figure this[string name]
    {
        get => Find(name) ?? throw new KeyNotFoundException($"there is no figure '{name}'");
        set => _entries.Add(new(name, value));
    }

    /// <summary>Picks numbers of a series by their positions, which become the names.</summary>
    public static Figures Pick(IReadOnlyList<double> series, params ReadOnlySpan<int> positions)
    {
        var figures = new Figures();
        foreach (int position in positions) figures[position.ToString(CultureInfo.InvariantCulture)] = series[position];
        return figures;
    }

    /// <summary>Finds a figure, or gives null.</summary>
    public Figure? Find(string name)
    {
        foreach ((string key, Figure figure) in _entries)
        {
            if (key == name) return figure;
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Figure>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
