using System.Numerics;
using System.Runtime.InteropServices;

namespace FastNN.Autograd;

/// <summary>Adds hooks to a tape's list, where those of one variable form a chain.</summary>
internal static class HookList
{
    /// <summary>Adds a hook behind those that the node has.</summary>
    public static void Add<T>(Tape<T> tape, int node, GradientHook<T> hook)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int added = tape.Hooks.Count, last = tape.Node(node).Hook;
        tape.Hooks.Add(new HookRecord<T> { Hook = hook, Node = node, Next = -1 });
        if (last < 0)
        {
            tape.Node(node).Hook = added;
            return;
        }

        Span<HookRecord<T>> hooks = CollectionsMarshal.AsSpan(tape.Hooks);
        while (hooks[last].Next >= 0) last = hooks[last].Next;
        hooks[last].Next = added;
    }
}
