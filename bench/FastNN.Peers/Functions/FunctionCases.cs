using System.Numerics;
using System.Numerics.Tensors;
using FastNN.Kernels;

namespace FastNN.Peers.Functions;

/// <summary>The functions that are measured.</summary>
internal static class FunctionCases
{
    // 4096 floats in and out fill a first-level cache; a layer's outputs come in such blocks.
    private const int Count = 4096;

    // Where activations live: the saturated ends of sigmoid and tanh as well as their middle.
    private const double Range = 8;

    /// <summary>Lists the cases.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    public static IReadOnlyList<FunctionCase<T>> All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        new($"exp-{Count}", -Range, Range, 1, Count, 0, Elementwise.Exp, TensorPrimitives.Exp),
        new($"sigmoid-{Count}", -Range, Range, 1, Count, 0, Activations.Sigmoid, TensorPrimitives.Sigmoid),

        // The platform's comes from an exponential minus one and is good to a unit of one, not of the result, near zero.
        new($"tanh-{Count}", -Range, Range, 1, Count, 1, Elementwise.Tanh, TensorPrimitives.Tanh),
        new($"log-{Count}", 0.001, 100, 1, Count, 0, Elementwise.Log, TensorPrimitives.Log),
        Softmax<T>(128, 10),
        Softmax<T>(128, 1000),
    ];

    private static FunctionCase<T> Softmax<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            $"softmax-{rows}x{columns}",
            -Range,
            Range,
            rows,
            columns,
            0,
            (x, destination) => Kernels.Rows.Softmax(x, rows, columns, destination),
            (x, destination) =>
            {
                for (int i = 0; i < x.Length; i += columns) TensorPrimitives.SoftMax(x.Slice(i, columns), destination.Slice(i, columns));
            });
}
