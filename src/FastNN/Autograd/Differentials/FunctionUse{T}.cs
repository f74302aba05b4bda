using System.Numerics;

namespace FastNN.Autograd;

/// <summary>A function recorded at a point on a tape of its own, to pull gradients through any number of times.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FunctionUse<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> _tape = new();
    private readonly Variable<T>[] _inputs;

    /// <summary>Records the function.</summary>
    public FunctionUse(Func<Variable<T>[], Variable<T>> function, IReadOnlyList<Argument<T>> arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        _inputs = [.. arguments.Select(argument => argument.On(_tape))];
        Result = function(_inputs);
        _tape.Resolve(Result, "derivative of a function");
    }

    /// <summary>Gets the function's result.</summary>
    public Variable<T> Result { get; }

    /// <summary>Refuses a result of more or less than one element.</summary>
    public void RequireScalar(string use)
    {
        if (Result.Values.Length == 1) return;
        throw new ArgumentException(
            $"{use}: the function's result has shape {ShapeText.Of(Result.Shape)}; it needs one element: reduce it with Sum or Mean, or ask for the Jacobian");
    }

    /// <summary>Pulls a gradient of the result back to the inputs.</summary>
    public T[][] Pull(ReadOnlySpan<T> seed) => Pull(Result, seed);

    /// <summary>Pulls a gradient of a variable back to the inputs.</summary>
    public T[][] Pull(Variable<T> from, ReadOnlySpan<T> seed)
    {
        _tape.ZeroGradients();
        if (from.RequiresGrad) from.Backward(seed, retainGraph: true);
        return [.. _inputs.Select(input => input.HasGradient ? input.Gradient.ToArray() : new T[input.Values.Length])];
    }

    /// <summary>Gets the gradient of a scalar result by all inputs, one after another, as a variable.</summary>
    public Variable<T> GradientVariable()
    {
        if (Result.RequiresGrad) Result.Backward(createGraph: true);
        return Gathered(_tape, _inputs);
    }

    /// <summary>Pushes a movement of the inputs on to the result.</summary>
    public T[] Push(ReadOnlySpan<T> direction)
    {
        var zeros = new T[Result.Values.Length];
        if (!Result.RequiresGrad) return zeros;
        Variable<T> seed = _tape.Leaf(zeros).Reshape(Result.Shape);
        Result.Backward(seed, createGraph: true);
        Variable<T> gradient = Gathered(_tape, _inputs);
        if (!gradient.RequiresGrad) return zeros;
        _tape.ZeroGradients();
        gradient.Backward(direction);
        return seed.HasGradient ? seed.Gradient.ToArray() : zeros;
    }

    /// <summary>Gets the gradients that inputs have, one after another in a vector; zeros where there is none.</summary>
    public static Variable<T> Gathered(Tape<T> tape, ReadOnlySpan<Variable<T>> inputs)
    {
        var parts = new Variable<T>[inputs.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = inputs[i].HasGradient
                ? inputs[i].GradientVariable().Reshape(inputs[i].Values.Length)
                : tape.Constant(new T[inputs[i].Values.Length]);
        }

        return tape.Concatenate(parts);
    }

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();
}
