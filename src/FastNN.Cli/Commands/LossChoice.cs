using System.Numerics;
using FastNN.Losses;

namespace FastNN.Cli.Commands;

/// <summary>The losses of the command line: which exist, which fit the data, how many outputs they need.</summary>
internal static class LossChoice
{
    public const string CrossEntropy = "cross-entropy";
    public const string BinaryCrossEntropy = "bce";
    public const string MeanSquaredError = "mse";
    public const string HalfSquaredError = "half-mse";

    /// <summary>Gets all names.</summary>
    public static string[] Names { get; } = [CrossEntropy, BinaryCrossEntropy, MeanSquaredError, HalfSquaredError];

    /// <summary>Chooses the loss for data, or checks that the one asked for fits them.</summary>
    /// <param name="asked">The name asked for, or null.</param>
    /// <param name="classCount">The number of classes, or zero for regression.</param>
    /// <exception cref="UsageException">The loss does not fit the data.</exception>
    public static string For(string? asked, int classCount)
    {
        string loss = asked ?? (classCount > 0 ? CrossEntropy : MeanSquaredError);
        bool isForClasses = loss is CrossEntropy or BinaryCrossEntropy;
        if (isForClasses && classCount == 0)
        {
            throw new UsageException($"--loss {loss} compares classes, but the target is a number; use mse, or --classify where it is a class");
        }

        if (!isForClasses && classCount > 0) throw new UsageException($"--loss {loss} compares numbers, but the target is a class; use cross-entropy");
        if (loss == BinaryCrossEntropy && classCount != 2)
        {
            throw new UsageException($"--loss {loss} is for two classes, the data have {classCount}; use cross-entropy");
        }

        return loss;
    }

    /// <summary>Gets the number of outputs that a loss needs of the last layer.</summary>
    public static int OutputCount(string loss, int classCount, int targetCount) => loss switch
    {
        CrossEntropy => classCount,
        BinaryCrossEntropy => 1,
        _ => targetCount,
    };

    /// <summary>Makes a loss.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static Loss<T> Create<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => name switch
        {
            CrossEntropy => new SoftmaxCrossEntropy<T>(),
            BinaryCrossEntropy => new SigmoidBinaryCrossEntropy<T>(),
            MeanSquaredError => new MeanSquaredError<T>(),
            HalfSquaredError => new HalfSquaredError<T>(),
            _ => throw new FormatException($"'{name}' is no loss; known are {string.Join(", ", Names)}"),
        };
}
