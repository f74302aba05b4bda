using System.Numerics;
using System.Runtime.InteropServices;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>Runs a tape's record backward: by kernels for gradients alone, or by recorded operations for gradients to differentiate again.</summary>
internal static unsafe class BackwardPass
{
    /// <summary>Computes gradients.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="root">The variable to begin at.</param>
    /// <param name="seed">The gradient of some scalar with respect to it.</param>
    /// <param name="retainGraph">Whether the record may be run again.</param>
    public static void Run<T>(Tape<T> tape, Variable<T> root, ReadOnlySpan<T> seed, bool retainGraph)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int last = Begin(tape, root), rootIndex = root.Index;
        bool wasRecording = tape.IsRecording;
        tape.IsRecording = false;
        try
        {
            int count = tape.Node(rootIndex).Count;
            T* gradient = tape.GradientForWriting(rootIndex, out bool accumulate);
            fixed (T* source = seed)
            {
                if (accumulate) Map.Run(default(Sum<T>), gradient, source, gradient, count);
                else seed.CopyTo(new Span<T>(gradient, count));
            }

            int pass = tape.Pass;
            for (int i = last; i >= 0; i--)
            {
                ref Entry<T> entry = ref tape.EntryAt(i);
                ref Node<T> output = ref tape.Node(entry.Output);
                if (output.Pass != pass) continue;
                if (entry.Consumed) ThrowConsumed(tape, in entry);
                if (output.Hook >= 0) RunHooks(tape, entry.Output, output.Gradient);
                Operation<T>.Get(entry.Operation).Backward(new Adjoint<T>(tape, ref entry));
                entry.Consumed = !retainGraph;
            }

            if (tape.Hooks.Count > 0) FinishHookedLeaves(tape);
        }
        finally
        {
            tape.IsRecording = wasRecording;
            tape.InPass = false;
        }
    }

    /// <summary>Computes gradients as variables that can be differentiated again.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="root">The variable to begin at.</param>
    /// <param name="seed">The gradient of some scalar with respect to it, of its shape.</param>
    /// <param name="retainGraph">Whether the record may be run again.</param>
    public static void RunRecorded<T>(Tape<T> tape, Variable<T> root, Variable<T> seed, bool retainGraph)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int last = Begin(tape, root);
        bool wasRecording = tape.IsRecording;
        int nodes = tape.NodeCount, pass = tape.Pass, finished = 0;
        tape.IsRecording = true;
        try
        {
            // What leaves have gathered so far waits beside, so that hooks see the gradient of this pass alone.
            AddRecorded(tape, root.Index, seed);
            for (int i = last; i >= 0; i--)
            {
                Entry<T> entry = tape.EntryAt(i);
                if (tape.Node(entry.Output).Pass != pass) continue;
                if (entry.Consumed) ThrowConsumed(tape, in entry);
                Variable<T> gradient = RunHooks(tape, entry.Output);
                ref Node<T> output = ref tape.Node(entry.Output);
                output.GradientNode = gradient.Index;
                output.Gradient = tape.Node(gradient.Index).Value;
                Operation<T>.Get(entry.Operation).Differentiate(new RecordedAdjoint<T>(tape, in entry, gradient));
                tape.EntryAt(i).Consumed = !retainGraph;
            }

            for (; finished < nodes; finished++)
            {
                ref readonly Node<T> node = ref tape.Node(finished);
                if (node.Entry < 0 && node.Pass == pass && node.GradientNode >= 0) FinishLeaf(tape, finished);
            }
        }
        finally
        {
            // After a failure: what the pass had not finished is as if there had been none.
            for (int i = finished; i < nodes; i++) Withdraw(ref tape.Node(i), pass);
            tape.IsRecording = wasRecording;
            tape.InPass = false;
        }
    }

    /// <summary>Gives the gradient of a node for writing that has hooks, or whose gradient an earlier pass recorded.</summary>
    public static T* UnusualGradient<T>(Tape<T> tape, ref Node<T> node, out bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The values of a recorded gradient belong to the record. A leaf's are a copy, which can be added to.
        if (node.GradientNode >= 0 && node.Entry >= 0) node.Gradient = null;
        node.GradientNode = -1;
        if (node.Entry >= 0 || node.Hook < 0)
        {
            accumulate = node.Entry < 0 ? node.Pass != 0 : node.Pass == tape.Pass;
            node.Pass = tape.Pass;
            if (node.Gradient == null) node.Gradient = tape.Arena.TakePointer(node.Count);
            return node.Gradient;
        }

        ref HookRecord<T> hook = ref CollectionsMarshal.AsSpan(tape.Hooks)[node.Hook];
        accumulate = hook.Pass == tape.Pass;
        hook.Pass = tape.Pass;
        if (hook.PassGradient == null) hook.PassGradient = tape.Arena.TakePointer(node.Count);
        return hook.PassGradient;
    }

    /// <summary>Adds a variable to the gradient of a node.</summary>
    public static void AddRecorded<T>(Tape<T> tape, int index, Variable<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tape.Node(index).Pass == tape.Pass)
        {
            gradient = tape.VariableOf(tape.Node(index).GradientNode) + gradient;
        }
        else if (tape.Node(index).Entry < 0)
        {
            // The first contribution of this pass to a leaf: what it has gathered before comes last, after the hooks.
            tape.Node(index).GatheredNode = tape.Node(index).Pass == 0 ? -1
                : tape.Node(index).GradientNode >= 0 ? tape.Node(index).GradientNode
                : Copy(tape, tape.Node(index).Gradient, index).Index;
        }

        ref Node<T> node = ref tape.Node(index);
        (node.GradientNode, node.Pass) = (gradient.Index, tape.Pass);
    }

    private static int Begin<T>(Tape<T> tape, Variable<T> root)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref Node<T> node = ref tape.Resolve(root, "backward");
        tape.Enter("backward", root);
        if (!node.RequiresGrad)
        {
            throw new InvalidOperationException(
                $"backward: the variable of shape {ShapeText.Of(tape.ShapeOf(in node))} does not depend on any leaf that requires a gradient; "
                + "put such a leaf on the tape with requiresGrad: true, and record outside of NoGrad");
        }

        if (tape.InPass) throw new InvalidOperationException("backward: a pass is under way on this tape; a hook cannot begin another");
        tape.InPass = true;
        tape.Pass++;
        return node.Entry;
    }

    private static Variable<T> Copy<T>(Tape<T> tape, T* values, int like)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> copy = tape.NewLike(in tape.Node(like), requiresGrad: false, out T* destination);
        new ReadOnlySpan<T>(values, tape.Node(like).Count).CopyTo(new Span<T>(destination, tape.Node(like).Count));
        return copy;
    }

    private static void FinishLeaf<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> gradient = RunHooks(tape, index);
        int gathered = tape.Node(index).GatheredNode;
        if (gathered >= 0) gradient = tape.VariableOf(gathered) + gradient;
        ref Node<T> node = ref tape.Node(index);
        (node.GradientNode, node.GatheredNode) = (gradient.Index, -1);
        if (node.Gradient == null) node.Gradient = tape.Arena.TakePointer(node.Count);
        gradient.Values.CopyTo(new Span<T>(node.Gradient, node.Count));
    }

    private static void Withdraw<T>(ref Node<T> node, int pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (node.Pass != pass) return;
        if (node.Entry < 0 && node.GatheredNode >= 0) node.GradientNode = node.GatheredNode;
        else node.ClearGradient();
        node.GatheredNode = -1;
    }

    private static void FinishHookedLeaves<T>(Tape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < tape.Hooks.Count; i++)
        {
            HookRecord<T> hook = tape.Hooks[i];
            if (hook.Pass != tape.Pass) continue;
            RunHooks(tape, hook.Node, hook.PassGradient);
            ref Node<T> node = ref tape.Node(hook.Node);
            if (node.Gradient == null) node.Gradient = tape.Arena.TakePointer(node.Count);
            if (node.Pass != 0) Map.Run(default(Sum<T>), node.Gradient, hook.PassGradient, node.Gradient, node.Count);
            else new ReadOnlySpan<T>(hook.PassGradient, node.Count).CopyTo(new Span<T>(node.Gradient, node.Count));
            node.Pass = tape.Pass;
        }
    }

    private static void RunHooks<T>(Tape<T> tape, int index, T* gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = tape.Node(index).Hook; i >= 0; i = tape.Hooks[i].Next)
        {
            Variable<T> before = tape.View(gradient, in tape.Node(index)), after = tape.Hooks[i].Hook(before);
            CheckHooked(tape, index, after);
            if (after.Index != before.Index) after.Values.CopyTo(new Span<T>(gradient, tape.Node(index).Count));
        }
    }

    private static Variable<T> RunHooks<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> gradient = tape.VariableOf(tape.Node(index).GradientNode);
        for (int i = tape.Node(index).Hook; i >= 0; i = tape.Hooks[i].Next)
        {
            gradient = tape.Hooks[i].Hook(gradient);
            CheckHooked(tape, index, gradient);
        }

        return gradient;
    }

    private static void CheckHooked<T>(Tape<T> tape, int index, Variable<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> needed = tape.ShapeOf(in tape.Node(index)), got = tape.ShapeOf(in tape.Resolve(gradient, "gradient hook"));
        if (!needed.SequenceEqual(got))
        {
            throw new InvalidOperationException(
                $"gradient hook: returned a gradient of shape {ShapeText.Of(got)} for a variable of shape {ShapeText.Of(needed)}; return one of "
                + "the variable's shape, or the argument");
        }
    }

    private static void ThrowConsumed<T>(Tape<T> tape, in Entry<T> entry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new InvalidOperationException(
        $"backward: operation '{Operation<T>.Get(entry.Operation).NameOf(tape, in entry)}' with output of shape "
        + $"{ShapeText.Of(tape.ShapeOf(in tape.Node(entry.Output)))} was already differentiated; call the earlier Backward with "
        + "retainGraph: true to go through it again");
}
