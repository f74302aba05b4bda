namespace FastNN.Serialization;

/// <summary>Tells what is to be known of a <see cref="SafeTensorsType"/>: its name in files, its size, its .NET type.</summary>
internal static class SafeTensorsTypes
{
    private static readonly (SafeTensorsType Type, string Name, int SizeBytes)[] s_all =
    [
        (SafeTensorsType.Bool, "BOOL", 1),
        (SafeTensorsType.U8, "U8", 1),
        (SafeTensorsType.I8, "I8", 1),
        (SafeTensorsType.F8E5M2, "F8_E5M2", 1),
        (SafeTensorsType.F8E4M3, "F8_E4M3", 1),
        (SafeTensorsType.F8E8M0, "F8_E8M0", 1),
        (SafeTensorsType.F8E5M2Fnuz, "F8_E5M2FNUZ", 1),
        (SafeTensorsType.F8E4M3Fnuz, "F8_E4M3FNUZ", 1),
        (SafeTensorsType.I16, "I16", 2),
        (SafeTensorsType.U16, "U16", 2),
        (SafeTensorsType.F16, "F16", 2),
        (SafeTensorsType.BF16, "BF16", 2),
        (SafeTensorsType.I32, "I32", 4),
        (SafeTensorsType.U32, "U32", 4),
        (SafeTensorsType.F32, "F32", 4),
        (SafeTensorsType.I64, "I64", 8),
        (SafeTensorsType.U64, "U64", 8),
        (SafeTensorsType.F64, "F64", 8),
    ];

    /// <summary>Gets the name of each type in files, in one list.</summary>
    public static string AllNames { get; } = string.Join(", ", s_all.Select(entry => entry.Name));

    /// <summary>Gets a type's name in files.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public static string Name(this SafeTensorsType type) => Entry(type).Name;

    /// <summary>Gets the size of one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public static int SizeBytes(this SafeTensorsType type) => Entry(type).SizeBytes;

    /// <summary>Tells whether values of the type are converted to and from <see cref="float"/> and <see cref="double"/>.</summary>
    public static bool IsConvertibleFloat(this SafeTensorsType type) =>
        type is SafeTensorsType.F16 or SafeTensorsType.BF16 or SafeTensorsType.F32 or SafeTensorsType.F64;

    /// <summary>Finds the type of a name in a file.</summary>
    public static bool TryParse(string name, out SafeTensorsType type)
    {
        foreach (var entry in s_all)
        {
            if (entry.Name != name) continue;
            type = entry.Type;
            return true;
        }

        type = default;
        return false;
    }

    /// <summary>Finds the type whose elements are bit for bit those of a .NET type.</summary>
    public static SafeTensorsType? Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(bool)) return SafeTensorsType.Bool;
        if (typeof(T) == typeof(byte)) return SafeTensorsType.U8;
        if (typeof(T) == typeof(sbyte)) return SafeTensorsType.I8;
        if (typeof(T) == typeof(short)) return SafeTensorsType.I16;
        if (typeof(T) == typeof(ushort)) return SafeTensorsType.U16;
        if (typeof(T) == typeof(Half)) return SafeTensorsType.F16;
        if (typeof(T) == typeof(int)) return SafeTensorsType.I32;
        if (typeof(T) == typeof(uint)) return SafeTensorsType.U32;
        if (typeof(T) == typeof(float)) return SafeTensorsType.F32;
        if (typeof(T) == typeof(long)) return SafeTensorsType.I64;
        if (typeof(T) == typeof(ulong)) return SafeTensorsType.U64;
        if (typeof(T) == typeof(double)) return SafeTensorsType.F64;
        return null;
    }

    private static (SafeTensorsType Type, string Name, int SizeBytes) Entry(SafeTensorsType type)
    {
        // The table is in the order of the enumeration.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)type, (uint)s_all.Length, nameof(type));
        return s_all[(int)type];
    }
}
