using System.Numerics;

namespace FastNN.Autograd;

/// <summary>
/// A loss as one operation, from a model's outputs to the scalar mean over rows. The adjoint is the loss's own fused gradient, scaled by
/// the gradient of the mean; nothing flows to the targets.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TLoss">The loss.</typeparam>
internal sealed unsafe class LossOperation<T, TLoss> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : unmanaged, ILossKernel<T>
{
    private static readonly LossOperation<T, TLoss> s_instance = new();

    /// <inheritdoc/>
    public override string Name => TLoss.Name;

    /// <summary>Computes and records the mean loss.</summary>
    public static Variable<T> Record(Variable<T> outputs, Variable<T> targets, TLoss kernel = default)
    {
        Tape<T> tape = outputs.Tape;
        Node<T> z = tape.Operand(outputs, s_instance), t = tape.Operand(targets, s_instance, outputs);
        ReadOnlySpan<int> shape = tape.ShapeOf(in z), targetShape = tape.ShapeOf(in t);
        int rows = shape.Length == 2 ? shape[0] : -1;
        if (rows < 1 || targetShape.Length != 2 || targetShape[0] != rows || !TLoss.Fits(shape[1], targetShape[1]))
        {
            throw new ArgumentException(
                $"{TLoss.Name}: outputs of shape {ShapeText.Of(shape)} and targets of shape {ShapeText.Of(targetShape)} do not fit; needed are "
                + "[rows, outputs] and [rows, targets]", nameof(outputs));
        }

        if (t.RequiresGrad)
        {
            throw new ArgumentException(
                $"{TLoss.Name}: the targets, of shape {ShapeText.Of(targetShape)}, require a gradient, and none flows to targets or class indices; "
                + $"put them on the tape as a Constant, or Detach them, beside outputs of shape {ShapeText.Of(shape)}", nameof(targets));
        }

        bool records = tape.Records(z.RequiresGrad);
        Variable<T> loss = tape.NewNode([], records, out Span<T> value);
        bool saves = TLoss.SavesProbabilities && records;
        T* saved = saves ? tape.Arena.TakePointer(z.Count) : z.Value;
        double sum = kernel.Sum(
            new ReadOnlySpan<T>(z.Value, z.Count), new ReadOnlySpan<T>(t.Value, t.Count), rows, new Span<T>(saved, saves ? z.Count : 0));
        value[0] = T.CreateChecked(sum / rows);
        if (records)
        {
            ref Entry<T> entry = ref tape.Record(s_instance, loss, outputs.Index, targets.Index);
            entry.Saved = saved;
            entry.Store(kernel);
        }

        return loss;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        Node<T> z = adjoint.Input0, t = adjoint.Input1;
        int rows = adjoint.ShapeOf(in z)[0];
        T scale = *adjoint.Output.Gradient / T.CreateChecked(rows);
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        adjoint.Entry.Read<TLoss>().Gradient(
            new ReadOnlySpan<T>(adjoint.Entry.Saved, z.Count), new ReadOnlySpan<T>(t.Value, t.Count), rows, scale, new Span<T>(gradient, z.Count), accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Variable<T> z = adjoint.Input0, scale = adjoint.Gradient * (T.One / T.CreateChecked(z.Shape[0]));
        adjoint.Add(z.Index, adjoint.Entry.Read<TLoss>().Gradient(z, adjoint.Input1) * scale);
    }
}
