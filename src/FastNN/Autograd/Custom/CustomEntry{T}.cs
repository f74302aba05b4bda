using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>Puts custom operations on the tape: one registered operation for all of them, which the entry tells apart.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class CustomEntry<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly CustomEntry<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "custom";

    /// <inheritdoc/>
    public override string NameOf(Tape<T> tape, in Entry<T> entry) => tape.Customs[entry.Attribute].Name;

    /// <summary>Computes and records a custom operation.</summary>
    public static Variable<T> Record(CustomOperation<T> operation, ReadOnlySpan<Variable<T>> inputs)
    {
        if (inputs.IsEmpty) throw new ArgumentException($"{operation.Name}: there are no inputs; it needs at least one", nameof(inputs));
        Tape<T> tape = inputs[0].Tape;
        tape.Enter(operation.Name);
        Span<int> nodes = inputs.Length <= 64 ? stackalloc int[64] : new int[inputs.Length];
        nodes = nodes[..inputs.Length];
        bool requiresGrad = false;
        for (int i = 0; i < inputs.Length; i++)
        {
            requiresGrad |= tape.Resolve(inputs[i], operation.Name).RequiresGrad;
            nodes[i] = inputs[i].Index;
        }

        bool records = tape.Records(requiresGrad);
        var values = new CustomInputs<T>(tape, nodes);
        Span<int> shape = stackalloc int[BroadcastPlan.MaxRank];
        int rank = operation.ShapeFor(values, shape), keptCount = operation.KeptFor(values);
        Variable<T> output = tape.NewNode(shape[..rank], records, out Span<T> result);
        T* kept = tape.Arena.TakePointer(keptCount);
        operation.Run(values, result, new Span<T>(kept, keptCount));
        if (records)
        {
            ref Entry<T> entry = ref tape.Record(s_instance, output, -1);
            entry.ListsInputs = true;
            entry.Saved = kept;
            entry.Store(keptCount);
            entry.Attribute = tape.Customs.LastIndexOf(operation);
            if (entry.Attribute < 0)
            {
                entry.Attribute = tape.Customs.Count;
                tape.Customs.Add(operation);
            }

            tape.StoreList(ref entry, nodes);
        }

        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint) =>
        adjoint.Tape.Customs[adjoint.Entry.Attribute].RunBackward(new CustomAdjoint<T>(adjoint));

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint) =>
        adjoint.Tape.Customs[adjoint.Entry.Attribute].RunRecorded(new CustomExpression<T>(adjoint));
}
