using System.Numerics;
using System.Runtime.InteropServices;

namespace FastNN.Serialization;

/// <summary>Converts blocks between the floats of files (F16, BF16, F32, F64) and <see cref="float"/> or <see cref="double"/>.</summary>
internal static class FloatConversion
{
    /// <summary>Converts from a file's type; narrowing rounds to nearest.</summary>
    /// <param name="type">The type of the source, a convertible one.</param>
    /// <param name="source">The elements in the machine's byte order.</param>
    /// <param name="destination">As many values, <see cref="float"/> or <see cref="double"/>.</param>
    public static void FromFile<T>(SafeTensorsType type, ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) Read(type, source, MemoryMarshal.Cast<T, float>(destination));
        else Read(type, source, MemoryMarshal.Cast<T, double>(destination));
    }

    /// <summary>Converts to a file's type; narrowing rounds to nearest.</summary>
    /// <param name="type">The type of the destination, a convertible one.</param>
    /// <param name="source">The values, <see cref="float"/> or <see cref="double"/>.</param>
    /// <param name="destination">Receives the elements in the machine's byte order.</param>
    public static void ToFile<T>(SafeTensorsType type, ReadOnlySpan<T> source, Span<byte> destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) Write(type, MemoryMarshal.Cast<T, float>(source), destination);
        else Write(type, MemoryMarshal.Cast<T, double>(source), destination);
    }

    private static void Read<T>(SafeTensorsType type, ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case SafeTensorsType.F16:
                Convert(MemoryMarshal.Cast<byte, Half>(source), destination);
                break;
            case SafeTensorsType.F32:
                Convert(MemoryMarshal.Cast<byte, float>(source), destination);
                break;
            case SafeTensorsType.F64:
                Convert(MemoryMarshal.Cast<byte, double>(source), destination);
                break;
            default:
                ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<byte, ushort>(source);
                for (int i = 0; i < bits.Length; i++) destination[i] = T.CreateChecked(BFloat16Bits.ToSingle(bits[i]));
                break;
        }
    }

    private static void Write<T>(SafeTensorsType type, ReadOnlySpan<T> source, Span<byte> destination)
        where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case SafeTensorsType.F16:
                Convert(source, MemoryMarshal.Cast<byte, Half>(destination));
                break;
            case SafeTensorsType.F32:
                Convert(source, MemoryMarshal.Cast<byte, float>(destination));
                break;
            case SafeTensorsType.F64:
                Convert(source, MemoryMarshal.Cast<byte, double>(destination));
                break;
            default:
                Span<ushort> bits = MemoryMarshal.Cast<byte, ushort>(destination);
                for (int i = 0; i < source.Length; i++) bits[i] = BFloat16Bits.FromDouble(double.CreateChecked(source[i]));
                break;
        }
    }

    private static void Convert<TSource, T>(ReadOnlySpan<TSource> source, Span<T> destination)
        where TSource : unmanaged, INumberBase<TSource>
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < source.Length; i++) destination[i] = T.CreateChecked(source[i]);
    }
}
