namespace FastNN.Memory;

/// <summary>A position in an arena to which it can be rewound.</summary>
public readonly record struct ArenaMark
{
    internal ArenaMark(int block, int used)
    {
        Block = block;
        Used = used;
    }

    internal int Block { get; }

    internal int Used { get; }
}
