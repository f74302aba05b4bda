using System.Numerics;

namespace FastNN.Autograd;

/// <summary>Writes shapes for messages.</summary>
internal static class ShapeText
{
    /// <summary>Writes a shape as <c>[2, 3]</c>.</summary>
    public static string Of(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    /// <summary>Writes the shape of a variable, or why it has none.</summary>
    public static string Of<T>(Variable<T> variable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        variable.Owner is not { } tape ? "(empty)"
        : variable.Generation != tape.Generation ? "(rewound)"
        : Of(tape.ShapeOf(in tape.Node(variable.Index)));
}
