namespace FastNN.Serialization;

/// <summary>Tells what is to be known of an <see cref="NpyType"/>: its name in files, its size, its .NET type.</summary>
internal static class NpyTypes
{
    // In the order of the enumeration; the digit is the size.
    private static readonly string[] s_names = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"];

    /// <summary>Gets the names of all types.</summary>
    public static string AllNames { get; } = string.Join(", ", s_names);

    /// <summary>Gets the size of one element.</summary>
    public static int SizeBytes(this NpyType type) => s_names[(int)type][1] - '0';

    /// <summary>Writes the type as a file does, in little-endian order.</summary>
    public static string Descriptor(this NpyType type) => (type.SizeBytes() == 1 ? "|" : "<") + s_names[(int)type];

    /// <summary>
    /// Reads a type as a file has it: the byte order (<c>&lt;</c>, <c>&gt;</c>, or <c>|</c> for single bytes), then the name.
    /// </summary>
    public static bool TryParse(string descriptor, out NpyType type, out bool isLittleEndian)
    {
        type = default;
        isLittleEndian = true;
        if (descriptor.Length != 3) return false;
        int index = Array.IndexOf(s_names, descriptor[1..]);
        if (index < 0) return false;
        type = (NpyType)index;
        isLittleEndian = descriptor[0] != '>';
        return descriptor[0] is '<' or '>' || (descriptor[0] == '|' && type.SizeBytes() == 1);
    }

    /// <summary>Finds the type whose elements are bit for bit those of a .NET type.</summary>
    public static NpyType? Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(bool)) return NpyType.Boolean;
        if (typeof(T) == typeof(sbyte)) return NpyType.Int8;
        if (typeof(T) == typeof(short)) return NpyType.Int16;
        if (typeof(T) == typeof(int)) return NpyType.Int32;
        if (typeof(T) == typeof(long)) return NpyType.Int64;
        if (typeof(T) == typeof(byte)) return NpyType.UInt8;
        if (typeof(T) == typeof(ushort)) return NpyType.UInt16;
        if (typeof(T) == typeof(uint)) return NpyType.UInt32;
        if (typeof(T) == typeof(ulong)) return NpyType.UInt64;
        if (typeof(T) == typeof(Half)) return NpyType.Float16;
        if (typeof(T) == typeof(float)) return NpyType.Float32;
        if (typeof(T) == typeof(double)) return NpyType.Float64;
        return null;
    }

    /// <summary>Makes the exception for a type that is not supported, with a word on what it is.</summary>
    public static InvalidDataException Unsupported(string file, long offset, string descriptor)
    {
        string kind = descriptor.TrimStart('<', '>', '|', '=') switch
        {
            ['O', ..] => "Python objects",
            ['U', ..] or ['S', ..] or ['a', ..] => "text",
            ['c', ..] => "complex numbers",
            ['M', ..] or ['m', ..] => "times",
            ['V', ..] or ['[', ..] or ['(', ..] => "structures",
            _ => "unknown",
        };
        return FileFault.At(file, offset, $"the dtype {FileFault.Quote(descriptor)} ({kind}) is not supported; supported are {AllNames}.");
    }
}
