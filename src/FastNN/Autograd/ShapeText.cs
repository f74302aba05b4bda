namespace FastNN.Autograd;

/// <summary>Writes shapes for messages.</summary>
internal static class ShapeText
{
    /// <summary>Writes a shape as <c>[2, 3]</c>.</summary>
    public static string Of(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
