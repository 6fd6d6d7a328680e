using BenchmarkDotNet.Attributes;
using NfvRuntime.Packets;

namespace NfvRuntime.Benchmarks;

/// <summary>What stages do once for each packet: find the headers, hash the flow, sum.</summary>
[MemoryDiagnoser]
public class HeaderBenchmarks
{
    private readonly byte[] _frame = new byte[60];
    private readonly byte[] _payload = new byte[1480];
    private HeaderOffsets _offsets;

    [GlobalSetup]
    public void SetUp()
    {
        ReadOnlySpan<byte> head =
        [
            2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45, 0, 0, 46, 0, 1, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 1, 0, 1, 3, 0xE8, 7, 0xD0, 0, 26, 0, 0,
        ];
        head.CopyTo(_frame);
        _offsets = HeaderParser.Parse(_frame);
        new Random(1).NextBytes(_payload);
    }

    [Benchmark]
    public HeaderOffsets Parse() => HeaderParser.Parse(_frame);

    [Benchmark]
    public uint Hash() => FlowHash.Compute(_frame, _offsets);

    [Benchmark]
    public ushort ChecksumOf1480Bytes() => InternetChecksum.Compute(_payload);

    [Benchmark]
    public ushort IncrementalChecksum() => InternetChecksum.Update(0x1234, (ushort)0x4011, 0x3F11);
}
