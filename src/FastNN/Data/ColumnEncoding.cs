namespace FastNN.Data;

/// <summary>
/// Says how one column of a table becomes features: one of numbers becomes one feature, one of text a feature per category.
/// </summary>
public sealed class ColumnEncoding
{
    private readonly string[]? _categories;

    /// <summary>Creates the encoding of a column.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="categories">The categories in ordinal order, at least one, all different; or null for a column of numbers.</param>
    /// <param name="fill">What stands for a missing number; finite.</param>
    /// <exception cref="ArgumentException">The categories are none, or not in order; or <paramref name="fill"/> is not finite.</exception>
    public ColumnEncoding(string name, IReadOnlyList<string>? categories = null, double fill = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!double.IsFinite(fill))
        {
            throw new ArgumentException($"Column '{name}' was given {fill} for missing numbers; needed is a finite one.", nameof(fill));
        }

        Name = name;
        Fill = fill;
        if (categories is null) return;
        _categories = [.. categories];
        if (_categories.Length == 0)
        {
            throw new ArgumentException(
                $"Column '{name}' has no category; at least one is needed.", nameof(categories));
        }

        for (int i = 1; i < _categories.Length; i++)
        {
            if (string.CompareOrdinal(_categories[i - 1], _categories[i]) < 0) continue;
            throw new ArgumentException(
                $"The categories of column '{name}' must be in ordinal order and different; '{_categories[i]}' follows '{_categories[i - 1]}'.",
                nameof(categories));
        }
    }

    /// <summary>Gets the name of the column.</summary>
    public string Name { get; }

    /// <summary>Gets the categories in ordinal order, or null for a column of numbers.</summary>
    public IReadOnlyList<string>? Categories => _categories;

    /// <summary>Gets what stands for a missing number, where those are filled in.</summary>
    public double Fill { get; }

    /// <summary>Gets the number of features that the column becomes.</summary>
    public int FeatureCount => _categories?.Length ?? 1;

    /// <summary>Gives the index of a category, or −1.</summary>
    internal int IndexOf(string category) => Array.BinarySearch(_categories!, category, StringComparer.Ordinal);
}
