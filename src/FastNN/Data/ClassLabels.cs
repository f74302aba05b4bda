namespace FastNN.Data;

/// <summary>Finds the index of a class by its name or, where all names are numbers, by the number.</summary>
internal sealed class ClassLabels
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int>? _byValue;

    public ClassLabels(IReadOnlyList<string> names)
    {
        Names = [.. names];
        if (Names.Length == 0) throw new ArgumentException("There is no class; at least one is needed.", nameof(names));

        // As numbers 1 and 01 are the same class; among names that are not all numbers they are two.
        if (Array.TrueForAll(Names, name => Table.TryParseNumber(name, out _))) _byValue = [];
        for (int label = 0; label < Names.Length; label++)
        {
            bool isNew = _byName.TryAdd(Names[label], label);
            if (_byValue is not null && Table.TryParseNumber(Names[label], out double value)) isNew &= _byValue.TryAdd(value, label);
            if (!isNew) throw new ArgumentException($"The class '{Names[label]}' is there twice.", nameof(names));
        }
    }

    public string[] Names { get; }

    public int IndexOf(ReadOnlySpan<char> field)
    {
        if (_byValue is not null) return Table.TryParseNumber(field, out double value) ? _byValue.GetValueOrDefault(value, -1) : -1;
        return _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(field, out int label) ? label : -1;
    }
}
