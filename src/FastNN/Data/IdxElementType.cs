namespace FastNN.Data;

/// <summary>Names the element types of the IDX format by the code that stands in the third byte of a file.</summary>
public enum IdxElementType : byte
{
    /// <summary>Unsigned bytes.</summary>
    Byte = 0x08,

    /// <summary>Signed bytes.</summary>
    SByte = 0x09,

    /// <summary>16-bit signed integers.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit signed integers.</summary>
    Int32 = 0x0C,

    /// <summary>Single-precision numbers.</summary>
    Single = 0x0D,

    /// <summary>Double-precision numbers.</summary>
    Double = 0x0E,
}
