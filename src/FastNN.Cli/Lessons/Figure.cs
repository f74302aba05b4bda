using System.Collections;
using System.Runtime.CompilerServices;

namespace FastNN.Cli.Lessons;

/// <summary>A result of a lesson: a number, a list, or named figures. Numbers, arrays and <c>[…]</c> turn into figures by
/// themselves.</summary>
[CollectionBuilder(typeof(Figure), nameof(Of))]
internal sealed class Figure : IEnumerable<Figure>
{
    private Figure(double number) => Number = number;

    private Figure(Figure[] items) => Items = items;

    private Figure(Figures fields) => Fields = fields;

    /// <summary>Gets the number, unless this is a list or has fields.</summary>
    public double Number { get; }

    /// <summary>Gets the list's items, or null.</summary>
    public IReadOnlyList<Figure>? Items { get; }

    /// <summary>Gets the named figures, or null.</summary>
    public Figures? Fields { get; }

    public static implicit operator Figure(double number) => new(number);

    public static implicit operator Figure(Figures fields) => new(fields);

    /// <summary>Makes a list of figures.</summary>
    public static Figure Of(ReadOnlySpan<Figure> items) => new(items.ToArray());

    /// <summary>Makes a list of numbers.</summary>
    public static Figure List(ReadOnlySpan<double> numbers)
    {
        var items = new Figure[numbers.Length];
        for (int i = 0; i < items.Length; i++) items[i] = numbers[i];
        return new Figure(items);
    }

    /// <summary>Makes a list of rows.</summary>
    public static Figure Rows(ReadOnlySpan<double> numbers, int columns)
    {
        var rows = new Figure[numbers.Length / columns];
        for (int i = 0; i < rows.Length; i++) rows[i] = List(numbers.Slice(i * columns, columns));
        return new Figure(rows);
    }

    /// <inheritdoc/>
    public IEnumerator<Figure> GetEnumerator() => (Items ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
