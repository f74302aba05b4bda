using System.Numerics;

namespace FastNN.Autograd;

/// <summary>
/// Checks the gradients that a tape computes against differences of the function's values, as document 003 and PyTorch's <c>gradcheck</c> do.
/// </summary>
/// <remarks>
/// <para>Differences are central, <c>(f(x + h) − f(x − h)) / 2h</c>, at steps halved several times and extrapolated to step zero by
/// Richardson's and Ridders' method, which takes the estimate that moves least; its error is far below 1e-7 for smooth functions in double.</para>
/// <para>An element at which the slopes to the left and to the right differ is a kink: the function has no derivative there, and the element
/// is left out and counted. Source of the method: C. J. F. Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", 1982.</para>
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks a function of one variable.</summary>
    /// <typeparam name="T">The element type; differences need <c>double</c> to say much.</typeparam>
    /// <param name="function">The function; its result may have any shape. It is called many times and must compute the same each time.</param>
    /// <param name="x">The point.</param>
    /// <param name="options">Tolerances and more, or null for the defaults.</param>
    /// <returns>The findings.</returns>
    public static GradientCheckReport Run<T>(Func<Variable<T>, Variable<T>> function, Argument<T> x, GradientCheckOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(Derivatives.Several(function), [x], options);

    /// <summary>Checks a function of several variables.</summary>
    /// <typeparam name="T">The element type; differences need <c>double</c> to say much.</typeparam>
    /// <param name="function">The function; its result may have any shape. It is called many times and must compute the same each time.</param>
    /// <param name="inputs">The point.</param>
    /// <param name="options">Tolerances and more, or null for the defaults.</param>
    /// <returns>The findings.</returns>
    public static GradientCheckReport Run<T>(
        Func<Variable<T>[], Variable<T>> function, IReadOnlyList<Argument<T>> inputs, GradientCheckOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(function, inputs, names: null, options);

    /// <summary>Checks a function of several variables with names.</summary>
    internal static GradientCheckReport Run<T>(
        Func<Variable<T>[], Variable<T>> function, IReadOnlyList<Argument<T>> inputs, IReadOnlyList<string>? names, GradientCheckOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new GradientCheckOptions();
        bool isDouble = typeof(T) == typeof(double);
        names ??= [.. Enumerable.Range(0, inputs.Count).Select(i => $"input {i}")];
        double tolerance = options.Tolerance ?? (isDouble ? 1e-7 : 1e-3);
        double step = options.Step ?? (isDouble ? 0.02 : 0.2);
        using var first = new Comparison<T>(function, inputs, names, step, options.Floor);
        bool isDeterministic = first.IsDeterministic();
        GradientCheckReport? second = null;
        if (options.SecondOrder && isDeterministic)
        {
            // The gradient, pulled back from a fixed direction, is a function of the inputs and of that direction.
            var direction = new Argument<T>(Direction<T>(first.ResultCount), first.ResultShape);
            using var other = new Comparison<T>(
                variables => PulledBack(function, variables), [.. inputs, direction], [.. names, "gradient of the result"], step, options.Floor);
            double secondTolerance = options.SecondOrderTolerance ?? (isDouble ? 1e-5 : 1e-2);
            second = new GradientCheckReport(other.Compare(), secondTolerance, other.IsDeterministic(), SecondOrder: null);
        }

        return new GradientCheckReport(first.Compare(), tolerance, isDeterministic, second);
    }

    private static Variable<T> PulledBack<T>(Func<Variable<T>[], Variable<T>> function, Variable<T>[] variables)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T>[] inputs = variables[..^1];
        Variable<T> result = function(inputs);
        if (result.RequiresGrad) result.Backward(variables[^1], createGraph: true);
        return FunctionUse<T>.Gathered(variables[^1].Tape, inputs);
    }

    // Any fixed numbers of mixed signs do, none of them near zero.
    private static T[] Direction<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var direction = new T[count];
        for (int i = 0; i < count; i++) direction[i] = T.CreateChecked((i % 2 == 0 ? 1 : -1) * (0.6 + (0.3 * Math.Sin(i + 1))));
        return direction;
    }
}
