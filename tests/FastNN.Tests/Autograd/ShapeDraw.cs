using FsCheck;
using FsCheck.Fluent;

namespace FastNN.Tests.Autograd;

/// <summary>A shape and a seed for everything else, drawn by FsCheck; it shrinks towards fewer and smaller axes.</summary>
public sealed record ShapeDraw(int[] Shape, int Seed)
{
    /// <summary>Draws shapes of up to three axes of zero to three elements, ones and zeros among them.</summary>
    public static Arbitrary<ShapeDraw> Any { get; } = Of(0, 3);

    /// <summary>Draws shapes with at least one axis.</summary>
    public static Arbitrary<ShapeDraw> WithAxes { get; } = Of(1, 3);

    public override string ToString() => $"shape [{string.Join(", ", Shape)}], seed {Seed}";

    private static Arbitrary<ShapeDraw> Of(int leastRank, int mostRank)
    {
        Gen<int> size = Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Constant(1)), (8, Gen.Choose(2, 3)));
        Gen<ShapeDraw> draws =
            from rank in Gen.Choose(leastRank, mostRank)
            from shape in size.ArrayOf(rank)
            from seed in Gen.Choose(0, 1 << 30)
            select new ShapeDraw(shape, seed);
        return Arb.From(draws, draw => Smaller(draw, leastRank));
    }

    private static IEnumerable<ShapeDraw> Smaller(ShapeDraw draw, int leastRank)
    {
        for (int i = 0; i < draw.Shape.Length; i++)
        {
            if (draw.Shape.Length > leastRank) yield return draw with { Shape = [.. draw.Shape[..i], .. draw.Shape[(i + 1)..]] };
            if (draw.Shape[i] > 1) yield return draw with { Shape = [.. draw.Shape[..i], draw.Shape[i] - 1, .. draw.Shape[(i + 1)..]] };
        }
    }
}
