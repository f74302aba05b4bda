using System.Numerics;
using FastNN.Data;

namespace FastNN.Cli.Commands;

/// <summary>Divides data into what is learned from, what is validated on and what is held out, the same way every time for a seed.</summary>
internal static class DataSplit
{
    /// <summary>The number of built-in digits that are drawn.</summary>
    public const int DigitCount = 12_000;

    /// <summary>The share of the rows that is not held out, where the data have no test part of their own.</summary>
    public const double TrainShare = 0.8;

    /// <summary>Draws the built-in digits and divides them. They come in random order, so the last are as good a choice as any.</summary>
    public static (Dataset<T> Train, Dataset<T> Test) Digits<T>(int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SyntheticDigits.Create<T>(count, seed).Split(TrainShare);

    /// <summary>Divides the rows of a file, class by class where there are classes.</summary>
    /// <exception cref="InvalidDataException">There are too few rows.</exception>
    public static (Dataset<T> Train, Dataset<T> Test) Rows<T>(Dataset<T> rows, ulong seed, string file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Two to learn from, one to test on: the least from which anything can be said.
        if (rows.Count < 3) throw new InvalidDataException($"{file}: there are {rows.Count} rows; at least 3 are needed to train and test");
        return rows.Split(TrainShare, SeedPlan.ForTest(seed), rows.IsClassification);
    }

    /// <summary>Keeps a share of the training rows for validation.</summary>
    /// <exception cref="UsageException">There are too few rows.</exception>
    public static (Dataset<T> Train, Dataset<T>? Validation) Validation<T>(Dataset<T> rows, double share, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (share == 0) return (rows, null);
        if (rows.Count < 2) throw new UsageException($"--validation: {rows.Count} training rows cannot be divided; use --validation 0");
        if (1 - share == 1) throw new UsageException($"--validation: {share} of {rows.Count} rows is nothing; use --validation 0 for none");
        return rows.Split(1 - share, SeedPlan.ForValidation(seed), rows.IsClassification);
    }
}
