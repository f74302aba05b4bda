using System.Numerics;

namespace FastNN.Autograd;

/// <summary>
/// A differentiable operation. There is one object for each kind of operation and element type; what belongs to one use of it
/// stands in the tape's entry.
/// </summary>
/// <remarks>
/// Each has its adjoint twice: <see cref="Backward"/> runs kernels and records nothing, for gradients of the first order;
/// <see cref="Differentiate"/> is written with operations on variables, so that gradients can be differentiated again. Tests hold both
/// against each other.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Lock s_lock = new();
    private static Operation<T>[] s_register = new Operation<T>[64];
    private static int s_count;

    protected Operation()
    {
        lock (s_lock)
        {
            // A larger register is filled before it is shown: readers take no lock.
            if (s_count == s_register.Length)
            {
                var larger = new Operation<T>[2 * s_count];
                s_register.CopyTo(larger, 0);
                larger[s_count] = this;
                Volatile.Write(ref s_register, larger);
            }
            else
            {
                s_register[s_count] = this;
            }

            Number = s_count++;
        }
    }

    /// <summary>Gets the operation's name as messages and listings show it.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the position in the register, by which entries name the operation.</summary>
    public int Number { get; }

    /// <summary>Finds an operation by its number.</summary>
    public static Operation<T> Get(int number) => Volatile.Read(ref s_register)[number];

    /// <summary>Names the operation of an entry; one object that stands for many operations tells them apart by the entry.</summary>
    public virtual string NameOf(Tape<T> tape, in Entry<T> entry) => Name;

    /// <summary>Adds to the gradients of the inputs what follows from the gradient of the output.</summary>
    public abstract void Backward(in Adjoint<T> adjoint);

    /// <summary>Does what <see cref="Backward"/> does with operations that are recorded.</summary>
    public abstract void Differentiate(in RecordedAdjoint<T> adjoint);
}
