namespace FastNN.Testing;

/// <summary>The lengths and values that every elementwise kernel is tried with.</summary>
public static class LengthLadder
{
    /// <summary>Gets every length from none past several rounds of the widest registers.</summary>
    public static IEnumerable<int> All => Enumerable.Range(0, 258);

    /// <summary>Makes numbers from -bound to bound that depend on the seed only.</summary>
    public static double[] Uniform(int count, double bound, int seed = 1)
    {
        var random = new System.Random(seed);
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = ((random.NextDouble() * 2) - 1) * bound;
        return values;
    }

    /// <summary>Rounds numbers to <c>float</c>.</summary>
    public static float[] ToSingle(double[] values) => Array.ConvertAll(values, value => (float)value);
}
