using System.Numerics;

namespace FastNN.Autograd;

/// <summary>Says why a variable, or a thread, cannot be served by a tape, and what to do about it.</summary>
internal static class TapeFault
{
    /// <summary>Another thread is using the tape.</summary>
    public static InvalidOperationException Busy<T>(string use, Variable<T> variable, int owner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string shape = variable.Owner == null ? "" : $" of a variable of shape {ShapeText.Of(variable)}";
        return new InvalidOperationException(
            $"{use}{shape}: thread {Environment.CurrentManagedThreadId} cannot record while thread {owner} uses this tape; give each "
            + "thread a tape of its own, or call HandOver or Reset between the one's use and the other's");
    }

    /// <summary>A variable does not belong to the tape, or no longer.</summary>
    public static InvalidOperationException Foreign<T>(string use, Variable<T> variable, Variable<T> first, Tape<T> tape, bool isDisposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string shapes = first.Owner == null ? "" : $" of shapes {ShapeText.Of(first)} and {ShapeText.Of(variable)}";
        return new InvalidOperationException(
            variable.Owner == null ? $"{use}{shapes}: the variable is empty (default); take one from a tape's Leaf, Constant or an operation"
            : variable.Owner != tape ? $"{use}{shapes}: the variables belong to two tapes; record all operands of a computation on one tape"
            : isDisposed ? $"{use}{shapes}: the tape of this variable was disposed; keep the tape until its variables have been read"
            : $"{use}{shapes}: the variable was recorded before the tape was reset; read it before Reset or record it again");
    }
}
