namespace FastNN.Cli.Commands;

/// <summary>Derives from the one seed of a command line a seed for each use, so that no two uses draw the same numbers.</summary>
internal static class SeedPlan
{
    /// <summary>Gets the seed of what is held out for testing.</summary>
    public static ulong ForTest(ulong seed) => Derive(seed, 1);

    /// <summary>Gets the seed of what is kept for validation.</summary>
    public static ulong ForValidation(ulong seed) => Derive(seed, 2);

    /// <summary>Gets the seed of the first weights.</summary>
    public static ulong ForWeights(ulong seed) => Derive(seed, 3);

    /// <summary>Gets the seed of the order of rows.</summary>
    public static ulong ForOrder(ulong seed) => Derive(seed, 4);

    // The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014) on its use-th state.
    private static ulong Derive(ulong seed, ulong use)
    {
        ulong mixed = unchecked(seed + (use * 0x9E3779B97F4A7C15));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return mixed ^ (mixed >> 31);
    }
}
