using System.Numerics;
using FastNN.Autograd;
using FastNN.Kernels;

namespace FastNN.Layers;

/// <summary>The fully connected layer <c>y = x·W + b</c>, with W of shape [inputs, outputs] and b of shape [1, outputs].</summary>
/// <remarks>Source: document 001, the forward computation of its two- and three-layer networks.</remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Linear<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a layer; its model gives it memory and first values.</summary>
    /// <param name="inputs">The number of input features, at least one.</param>
    /// <param name="outputs">The number of units, at least one.</param>
    /// <param name="initializer">
    /// The rule for the first weights; null chooses <see cref="Initializer.HeUniform"/> before a rectifier and
    /// <see cref="Initializer.XavierUniform"/> elsewhere.
    /// </param>
    public Linear(int inputs, int outputs, Initializer? initializer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Inputs = inputs;
        Outputs = outputs;
        Initializer = initializer;
        Weight = AddParameter("weight", ParameterKind.Weight, inputs, outputs);
        Bias = AddParameter("bias", ParameterKind.Bias, 1, outputs);
    }

    /// <inheritdoc/>
    public override string Kind => "linear";

    /// <summary>Gets the number of input features.</summary>
    public int Inputs { get; }

    /// <summary>Gets the number of units.</summary>
    public int Outputs { get; }

    /// <summary>Gets the weights, [inputs, outputs].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>Gets the biases, [1, outputs].</summary>
    public Parameter<T> Bias { get; }

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize == Inputs
        ? Outputs
        : throw new ArgumentException($"a linear layer of {Inputs} inputs was given {inputSize} features", nameof(inputSize));

    /// <inheritdoc/>
    public override Variable<T> Forward(Tape<T> tape, Variable<T> input) => Forward(tape, input, default(Kernels.Identity<T>));

    /// <inheritdoc/>
    public override void Infer(ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context) =>
        Infer(input, output, rows, context, default(Kernels.Identity<T>));

    /// <summary>Records the layer with the activation that follows it as one operation.</summary>
    internal Variable<T> Forward<TActivation>(Tape<T> tape, Variable<T> input, TActivation activation)
        where TActivation : unmanaged, IActivation<T> =>
        LinearOperation<T, TActivation>.Record(input, Weight.On(tape), Bias.On(tape), activation);

    /// <summary>Computes the layer with the activation that follows it in one sweep.</summary>
    internal void Infer<TActivation>(ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context, TActivation activation)
        where TActivation : unmanaged, IActivation<T>
    {
        if (rows < 0 || input.Length != (long)rows * Inputs || output.Length != (long)rows * Outputs)
        {
            throw new ArgumentException(
                $"{rows} rows of a linear layer of {Inputs} inputs and {Outputs} outputs need {(long)rows * Inputs} and {(long)rows * Outputs} elements, "
                + $"got {input.Length} and {output.Length}");
        }

        Operands.RequireApart(input, nameof(input), output, nameof(output));
        fixed (T* x = input, y = output)
        {
            LinearOperation<T, TActivation>.Compute(x, Weight.Pointer, Bias.Pointer, y, rows, Inputs, Outputs, activation, context.Scratch, context.Workers);
        }
    }
}
