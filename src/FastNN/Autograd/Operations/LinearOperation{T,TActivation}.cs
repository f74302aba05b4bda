using System.Numerics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Autograd;

/// <summary>
/// A fully connected layer with its activation: <c>Y = f(X·W + b)</c>. Adjoint, with <c>Z̄ = Ȳ ∘ f'(Y)</c>:
/// <c>X̄ += Z̄·Wᵀ</c>, <c>W̄ += Xᵀ·Z̄</c>, <c>b̄ += Σ rows of Z̄</c>.
/// </summary>
/// <remarks>Source: document 001, back-propagation of the two-layer network.</remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TActivation">The activation; one whose derivative needs the input keeps X·W + b.</typeparam>
internal sealed unsafe class LinearOperation<T, TActivation> : LinearOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : unmanaged, IActivation<T>
{
    private static readonly LinearOperation<T, TActivation> s_instance = new();

    private static bool IsIdentity => typeof(TActivation) == typeof(Identity<T>);

    /// <inheritdoc/>
    public override string Name { get; } = IsIdentity ? "linear" : $"linear+{OperationNames.Of<T, TActivation>()}";

    /// <summary>Computes and records the layer.</summary>
    /// <param name="x">The input, [rows, inputs].</param>
    /// <param name="weight">The weights, [inputs, outputs].</param>
    /// <param name="bias">The biases, [1, outputs] or [outputs].</param>
    /// <param name="activation">The activation.</param>
    public static Variable<T> Record(Variable<T> x, Variable<T> weight, Variable<T> bias, TActivation activation)
    {
        Tape<T> tape = x.Tape;
        Node<T> input = tape.Operand(x, s_instance), w = tape.Operand(weight, s_instance, x), b = tape.Operand(bias, s_instance, x);
        ReadOnlySpan<int> inputShape = tape.ShapeOf(in input), weightShape = tape.ShapeOf(in w);
        if (inputShape.Length != 2 || weightShape.Length != 2 || inputShape[1] != weightShape[0] || b.Count != weightShape[1])
        {
            throw new ArgumentException(
                $"{s_instance.Name}: input {ShapeText.Of(inputShape)}, weight {ShapeText.Of(weightShape)} and bias {ShapeText.Of(tape.ShapeOf(in b))} "
                + "do not fit; needed are [rows, inputs], [inputs, outputs] and [outputs]", nameof(x));
        }

        int rows = inputShape[0], inputs = weightShape[0], outputs = weightShape[1];
        bool requiresGrad = tape.Records(input.RequiresGrad || w.RequiresGrad || b.RequiresGrad);
        Variable<T> output = tape.NewNode([rows, outputs], requiresGrad, out Span<T> values);
        T* saved = null;
        fixed (T* y = values)
        {
            if (requiresGrad && !IsIdentity && !TActivation.DerivativeUsesOutput)
            {
                saved = tape.Arena.TakePointer(values.Length);
                Forward(input.Value, w.Value, b.Value, saved, rows, inputs, outputs, out GemmOperands<T> sums);
                ParallelGemm<T, NoEpilogue<T>>.Multiply(in sums, default, tape.Arena, tape.Workers);
                Map.Run(activation, saved, y, values.Length);
            }
            else
            {
                Compute(input.Value, w.Value, b.Value, y, rows, inputs, outputs, activation, tape.Arena, tape.Workers);
            }
        }

        if (requiresGrad)
        {
            ref Entry<T> entry = ref tape.Record(s_instance, output, x.Index, weight.Index, bias.Index);
            entry.Saved = saved;
            entry.Store(activation);
        }

        return output;
    }

    /// <summary>Computes the layer without recording it.</summary>
    public static void Compute(
        T* x, T* weight, T* bias, T* y, int rows, int inputs, int outputs, TActivation activation, Arena<T> scratch, WorkerPool? workers)
    {
        Forward(x, weight, bias, y, rows, inputs, outputs, out GemmOperands<T> product);
        if (IsIdentity) ParallelGemm<T, NoEpilogue<T>>.Multiply(in product, default, scratch, workers);
        else ParallelGemm<T, ActivationEpilogue<T, TActivation>>.Multiply(in product, new(activation), scratch, workers);
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        ref readonly Node<T> x = ref adjoint.Input0, w = ref adjoint.Input1, y = ref adjoint.Output;
        int inputs = adjoint.ShapeOf(in w)[0], outputs = adjoint.ShapeOf(in w)[1], rows = adjoint.ShapeOf(in x)[0];
        T* zGradient = y.Gradient;
        if (!IsIdentity && !y.IsInner)
        {
            zGradient = adjoint.Scratch(y.Count);
            T* saved = TActivation.DerivativeUsesOutput ? y.Value : adjoint.Entry.Saved;
            Map.RunBackward(adjoint.Entry.Read<TActivation>(), y.Gradient, saved, zGradient, y.Count, accumulate: false);
        }

        T* biasGradient = adjoint.Gradient(adjoint.Entry.Input2, out bool accumulate);
        if (biasGradient != null)
        {
            Rows.SumColumns(zGradient, rows, outputs, biasGradient, accumulate);
        }

        T* weightGradient = adjoint.Gradient(adjoint.Entry.Input1, out accumulate);
        if (weightGradient != null)
        {
            GemmOperands<T>.Product(inputs, outputs, rows, x.Value, true, zGradient, false, weightGradient, out GemmOperands<T> product);
            product.Beta = accumulate ? T.One : T.Zero;
            ParallelGemm<T, NoEpilogue<T>>.Multiply(in product, default, adjoint.Arena, adjoint.Workers);
        }

        T* inputGradient = adjoint.Gradient(adjoint.Entry.Input0, out accumulate);
        if (inputGradient != null)
        {
            GemmOperands<T>.Product(rows, inputs, outputs, zGradient, false, w.Value, true, inputGradient, out GemmOperands<T> product);
            product.Beta = accumulate ? T.One : T.Zero;
            if (x.IsInner)
            {
                ref Entry<T> maker = ref adjoint.Tape.EntryAt(x.Entry);
                ((LinearOperation<T>)Get(maker.Operation)).MultiplyIntoSums(in product, ref maker, x.Value, adjoint.Arena, adjoint.Workers);
            }
            else
            {
                ParallelGemm<T, NoEpilogue<T>>.Multiply(in product, default, adjoint.Arena, adjoint.Workers);
            }
        }
    }

    /// <inheritdoc/>
    public override void MultiplyIntoSums(
        in GemmOperands<T> product, ref Entry<T> entry, T* output, Arena<T> scratch, WorkerPool? workers)
    {
        T* saved = TActivation.DerivativeUsesOutput ? output : entry.Saved;
        var epilogue = new ActivationGradientEpilogue<T, TActivation>(entry.Read<TActivation>(), product.C, saved);
        ParallelGemm<T, ActivationGradientEpilogue<T, TActivation>>.Multiply(in product, epilogue, scratch, workers);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Variable<T> x = adjoint.Input0, w = adjoint.Input1, b = adjoint.Input2, gradient = adjoint.Gradient;
        if (!IsIdentity)
        {
            // An activation whose derivative needs its input gets it from the linear layer alone, recorded anew.
            Variable<T> saved = TActivation.DerivativeUsesOutput
                ? adjoint.Output
                : LinearOperation<T, Identity<T>>.Record(x, w, b, default);
            gradient = ActivationAdjoints<T>.Of(adjoint.Entry.Read<TActivation>(), gradient, saved);
        }

        if (adjoint.Wants(b.Index)) adjoint.Add(b.Index, gradient.Sum(0).Reshape(b.Shape));
        if (adjoint.Wants(w.Index)) adjoint.Add(w.Index, x.Transpose().MatMul(gradient));
        if (adjoint.Wants(x.Index)) adjoint.Add(x.Index, gradient.MatMul(w.Transpose()));
    }

    private static void Forward(T* x, T* weight, T* bias, T* y, int rows, int inputs, int outputs, out GemmOperands<T> product)
    {
        GemmOperands<T>.Product(rows, outputs, inputs, x, false, weight, false, y, out product);
        product.Bias = bias;
    }
}
