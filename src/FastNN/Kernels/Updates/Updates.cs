using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Moves parameters along their gradients, in one sweep per step that reads and writes every number once.</summary>
/// <remarks>
/// Elements do not influence one another, so a sweep may be cut into pieces anywhere, for threads, without changing a bit. The
/// state starts as zeros. Nothing is allocated.
/// </remarks>
public static unsafe class Updates
{
    /// <summary>Takes a step of stochastic gradient descent.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="parameters">The parameters, changed in place.</param>
    /// <param name="gradients">Their gradients, as many.</param>
    /// <param name="momentum">The buffers of the momentum, as many; empty if there is no momentum.</param>
    /// <param name="coefficients">The numbers of the rule.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap.</exception>
    public static void Sgd<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> momentum, in SgdCoefficients<T> coefficients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(coefficients, parameters, gradients, momentum, nameof(momentum), default, string.Empty);

    /// <summary>Takes a step of Adam or AdamW.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="parameters">The parameters, changed in place.</param>
    /// <param name="gradients">Their gradients, as many.</param>
    /// <param name="firstMoments">The running means of the gradients, as many.</param>
    /// <param name="secondMoments">The running means of their squares, as many.</param>
    /// <param name="coefficients">The numbers of this step.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap.</exception>
    public static void Adam<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> firstMoments, Span<T> secondMoments, in AdamCoefficients<T> coefficients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(
            coefficients, parameters, gradients, firstMoments, nameof(firstMoments), secondMoments, nameof(secondMoments));

    /// <summary>Takes a step of RMSProp.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="parameters">The parameters, changed in place.</param>
    /// <param name="gradients">Their gradients, as many.</param>
    /// <param name="meanSquares">The running means of the squared gradients, as many.</param>
    /// <param name="momentum">The buffers of the momentum, as many; empty if there is no momentum.</param>
    /// <param name="coefficients">The numbers of the rule.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap.</exception>
    public static void RmsProp<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> meanSquares, Span<T> momentum, in RmsPropCoefficients<T> coefficients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(coefficients, parameters, gradients, meanSquares, nameof(meanSquares), momentum, nameof(momentum));

    /// <summary>Takes a step of AdaGrad.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="parameters">The parameters, changed in place.</param>
    /// <param name="gradients">Their gradients, as many.</param>
    /// <param name="squareSums">The sums of the squared gradients, as many.</param>
    /// <param name="coefficients">The numbers of the rule.</param>
    /// <exception cref="ArgumentException">The lengths differ, or blocks overlap.</exception>
    public static void AdaGrad<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> squareSums, in AdaGradCoefficients<T> coefficients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(coefficients, parameters, gradients, squareSums, nameof(squareSums), default, string.Empty);

    /// <summary>Takes a step of any rule over blocks of memory; state blocks that the rule does not use are not touched.</summary>
    internal static void Run<T, TUpdate>(in TUpdate update, T* parameters, T* gradients, T* first, T* second, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        var kernel = new UpdateKernel<T, TUpdate>
        {
            Update = update,
            Parameters = parameters,
            Gradients = gradients,
            First = first,
            Second = second,
            Count = count,
        };
        Dispatch.Run<T, UpdateKernel<T, TUpdate>>(ref kernel);
    }

    private static void Run<T, TUpdate>(
        in TUpdate update,
        Span<T> parameters,
        ReadOnlySpan<T> gradients,
        Span<T> first,
        string firstName,
        Span<T> second,
        string secondName)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        Operands.RequireSameLength(parameters, nameof(parameters), gradients, nameof(gradients));
        Operands.RequireApart(gradients, nameof(gradients), parameters, nameof(parameters));
        if (update.StateCount > 0) RequireState(parameters, gradients, first, firstName);
        if (update.StateCount > 1)
        {
            RequireState(parameters, gradients, second, secondName);
            Operands.RequireApart<T>(first, firstName, second, secondName);
        }

        fixed (T* parameterPointer = parameters, gradientPointer = gradients, firstPointer = first, secondPointer = second)
        {
            Run(update, parameterPointer, gradientPointer, firstPointer, secondPointer, parameters.Length);
        }
    }

    private static void RequireState<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradients, ReadOnlySpan<T> state, string name)
        where T : unmanaged
    {
        Operands.RequireSameLength(parameters, nameof(parameters), state, name);
        Operands.RequireApart(parameters, nameof(parameters), state, name);
        Operands.RequireApart(gradients, nameof(gradients), state, name);
    }
}
