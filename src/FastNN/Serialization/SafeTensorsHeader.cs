using System.Text.Json;
using System.Text.Unicode;

namespace FastNN.Serialization;

/// <summary>Parses and validates the JSON header of a safetensors file.</summary>
/// <remarks>
/// Source: the format's description, https://huggingface.co/docs/safetensors. As in the reference reader, white space around the
/// header's object and unknown members of a tensor's description are passed over. Duplicate keys are refused everywhere: readers
/// differ in which of two they take.
/// </remarks>
internal ref struct SafeTensorsHeader
{
    /// <summary>The largest header, set by the format.</summary>
    public const int MaxLengthBytes = 100_000_000;

    /// <summary>The length of the number before the header.</summary>
    public const int PrefixBytes = 8;

    /// <summary>The key that holds free text instead of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private readonly string _file;
    private readonly Dictionary<string, SafeTensorInfo> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;
    private bool _hasMetadata;

    private SafeTensorsHeader(string file, ReadOnlySpan<byte> json)
    {
        _file = file;
        _json = new Utf8JsonReader(json);
    }

    /// <summary>Parses a header.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="json">The header.</param>
    /// <param name="dataBytes">The size of what follows the header, which the tensors have to cover exactly.</param>
    /// <returns>The tensors in the order of their data, and the free text.</returns>
    /// <exception cref="InvalidDataException">The header is not valid, or does not fit the data.</exception>
    public static (SafeTensorInfo[] Tensors, Dictionary<string, string> Metadata) Parse(
        string file, ReadOnlySpan<byte> json, long dataBytes)
    {
        if (!Utf8.IsValid(json)) throw FileFault.At(file, PrefixBytes, "the header is not valid UTF-8.");

        var header = new SafeTensorsHeader(file, json);
        try
        {
            header.ParseAll();
        }
        catch (JsonException e)
        {
            // The reader counts lines and bytes in them; a header is one line as a rule.
            throw FileFault.At(file, PrefixBytes + header._json.BytesConsumed, $"the header is not valid JSON: {e.Message}", e);
        }

        SafeTensorInfo[] tensors = [.. header._tensors.Values.OrderBy(t => t.OffsetBytes).ThenBy(t => t.LengthBytes)];
        CheckCoverage(file, tensors, dataBytes);
        return (tensors, header._metadata);
    }

    private static void CheckCoverage(string file, SafeTensorInfo[] tensors, long dataBytes)
    {
        long end = 0;
        foreach (SafeTensorInfo tensor in tensors)
        {
            if (tensor.OffsetBytes > end)
            {
                throw Fault(
                    file, tensor.Name, $"the bytes {end} to {tensor.OffsetBytes} of the data before it belong to no tensor (a hole).");
            }

            if (tensor.OffsetBytes < end)
            {
                throw Fault(
                    file, tensor.Name, $"its data begin at {tensor.OffsetBytes}, inside another tensor, which ends at {end} (an overlap).");
            }

            end = tensor.OffsetBytes + tensor.LengthBytes;
        }

        if (end == dataBytes) return;
        string reason = end > dataBytes ? "the file is incomplete" : "there are bytes that belong to no tensor";
        throw FileFault.In(file, "data", $"the tensors take {end} bytes, but {dataBytes} bytes follow the header: {reason}.");
    }

    private static InvalidDataException Fault(string file, string tensor, string reason) =>
        FileFault.In(file, $"tensor {FileFault.Quote(tensor)}", reason);

    private void ParseAll()
    {
        Next();
        Expect(JsonTokenType.StartObject, "the header");
        while (NextKey(out string key))
        {
            if (key == MetadataKey) ParseMetadata();
            else ParseTensor(key);
        }

        if (_json.Read()) throw FaultHere("there is more after the header's object.");
    }

    private void ParseMetadata()
    {
        if (_hasMetadata) throw FaultHere($"the key '{MetadataKey}' occurs twice.");
        _hasMetadata = true;
        Next();
        Expect(JsonTokenType.StartObject, MetadataKey);
        while (NextKey(out string key))
        {
            Next();
            Expect(JsonTokenType.String, $"{MetadataKey}, key {FileFault.Quote(key)},");
            if (!_metadata.TryAdd(key, Text())) throw FaultHere($"{MetadataKey} has the key {FileFault.Quote(key)} twice.");
        }
    }

    private void ParseTensor(string name)
    {
        if (_tensors.ContainsKey(name)) throw FaultHere($"the tensor {FileFault.Quote(name)} occurs twice.");
        Next();
        Expect(JsonTokenType.StartObject, $"tensor {FileFault.Quote(name)}");

        SafeTensorsType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        while (NextKey(out string key))
        {
            Next();
            switch (key)
            {
                case "dtype":
                    if (type is not null) throw Twice(name, key);
                    type = ParseType(name);
                    break;
                case "shape":
                    if (shape is not null) throw Twice(name, key);
                    shape = ParseNumbers(name, key);
                    break;
                case "data_offsets":
                    if (offsets is not null) throw Twice(name, key);
                    offsets = ParseNumbers(name, key);
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        if (type is null) throw Fault(_file, name, "it has no 'dtype'.");
        if (shape is null) throw Fault(_file, name, "it has no 'shape'.");
        if (offsets is null) throw Fault(_file, name, "it has no 'data_offsets'.");
        _tensors.Add(name, CreateTensor(name, type.Value, shape, offsets));
    }

    private readonly SafeTensorInfo CreateTensor(string name, SafeTensorsType type, long[] shape, long[] offsets)
    {
        if (offsets.Length != 2)
            throw Fault(_file, name, $"its 'data_offsets' are {offsets.Length} numbers instead of two, begin and end.");
        if (offsets[1] < offsets[0]) throw Fault(_file, name, $"its data offsets are reversed: begin {offsets[0]}, end {offsets[1]}.");
        if (!ShapeArithmetic.TryCount(shape, out long count) || !ShapeArithmetic.TryMultiply(count, type.SizeBytes(), out long needed))
            throw Fault(_file, name, $"the size of its shape {FileFault.Describe(shape)} overflows 64 bits.");

        long given = offsets[1] - offsets[0];
        if (given != needed)
        {
            throw Fault(
                _file,
                name,
                $"its shape {FileFault.Describe(shape)} of {type.Name()} takes {needed} bytes, "
                + $"but its data offsets {offsets[0]} to {offsets[1]} span {given}.");
        }

        return new SafeTensorInfo(name, type, shape, count, offsets[0], given);
    }

    private SafeTensorsType ParseType(string tensor)
    {
        Expect(JsonTokenType.String, $"'dtype' of tensor {FileFault.Quote(tensor)}");
        string name = Text();
        if (SafeTensorsTypes.TryParse(name, out SafeTensorsType type)) return type;
        throw Fault(_file, tensor, $"its dtype {FileFault.Quote(name)} is unknown; known are {SafeTensorsTypes.AllNames}.");
    }

    private long[] ParseNumbers(string tensor, string key)
    {
        Expect(JsonTokenType.StartArray, $"'{key}' of tensor {FileFault.Quote(tensor)}");
        var numbers = new List<long>();
        while (true)
        {
            Next();
            if (_json.TokenType == JsonTokenType.EndArray) return [.. numbers];
            Expect(JsonTokenType.Number, $"'{key}' of tensor {FileFault.Quote(tensor)}");
            if (!_json.TryGetInt64(out long number) || number < 0)
            {
                string text = System.Text.Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, 40)]);
                throw Fault(
                    _file,
                    tensor,
                    $"'{key}' holds {text}, which is no whole number from 0 to 2^63 - 1: negative, fractional, or an overflow of 64 bits.");
            }

            numbers.Add(number);
        }
    }

    private void Next()
    {
        if (!_json.Read()) throw FaultHere("the header ends too early.");
    }

    private bool NextKey(out string key)
    {
        Next();
        bool any = _json.TokenType == JsonTokenType.PropertyName;
        key = any ? Text() : "";
        return any;
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // What the reader throws for half of a surrogate pair.
            throw FaultHere("a text of the header is not valid Unicode.", e);
        }
    }

    private readonly void Expect(JsonTokenType expected, string what)
    {
        if (_json.TokenType == expected) return;
        throw FaultHere($"{what} has to be JSON of the kind {expected}, not {_json.TokenType}.");
    }

    private readonly InvalidDataException Twice(string tensor, string key) => Fault(_file, tensor, $"its '{key}' occurs twice.");

    private readonly InvalidDataException FaultHere(string reason, Exception? cause = null) =>
        FileFault.At(_file, PrefixBytes + _json.TokenStartIndex, reason, cause);
}
