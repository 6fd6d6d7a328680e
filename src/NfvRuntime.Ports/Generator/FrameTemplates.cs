using System.Runtime.InteropServices;
using NfvRuntime.Packets;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NfvRuntime.Ports;

/// <summary>
/// The first <see cref="BlockLength"/> bytes of every frame, ready to be copied, for each flow and size; what comes after them is the same in
/// all frames. Checksums are those of the whole frames.
/// </summary>
internal sealed unsafe class FrameTemplates : IDisposable
{
    private const byte HopLimit = 64;

    private readonly GeneratorSpec _spec;
    private byte* _blocks;
    private byte* _rest;

    /// <exception cref="PortException">The templates would take more than 1 GiB.</exception>
    public FrameTemplates(GeneratorSpec spec, IReadOnlyList<int> sizes)
    {
        _spec = spec;
        Sizes = [.. sizes];
        BlockLength = spec.HeaderLength <= 64 ? 64 : 128;
        var bytes = (long)BlockLength * spec.Flows * Sizes.Length;
        if (bytes > 1 << 30)
        {
            throw new PortException(
                $"{spec.Text}: {spec.Flows} flows of {Sizes.Length} sizes need templates of {bytes >> 20} MiB: ask for fewer");
        }

        _rest = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(Sizes.Max(), 128), 64);
        for (var i = 0; i < Math.Max(Sizes.Max(), 128); i++)
        {
            _rest[i] = (byte)i;
        }

        _blocks = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        Fill();
    }

    ~FrameTemplates() => Free();

    /// <summary>The different sizes.</summary>
    public int[] Sizes { get; }

    /// <summary>Bytes of a block: 64, or 128 where the headers are longer.</summary>
    public int BlockLength { get; }

    /// <summary>Bytes from a block of one flow to that of the next flow in the same size.</summary>
    public nint FlowStride => BlockLength * Sizes.Length;

    /// <summary>What follows the block, at its offset in the frame.</summary>
    public byte* Rest => _rest;

    public byte* Block(int flow, int size) => _blocks + (flow * FlowStride) + (size * BlockLength);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_blocks);
        NativeMemory.AlignedFree(_rest);
        _blocks = null;
        _rest = null;
    }

    private void Fill()
    {
        var tuples = new FlowTuples(_spec);
        for (var size = 0; size < Sizes.Length; size++)
        {
            var frame = new byte[Math.Max(Sizes[size], BlockLength)];
            var bytes = new Span<byte>(_rest, frame.Length);
            bytes.CopyTo(frame);
            for (var flow = 0; flow < _spec.Flows; flow++)
            {
                Build(frame.AsSpan(0, Sizes[size]), tuples[flow]);
                frame.AsSpan(0, BlockLength).CopyTo(new Span<byte>(Block(flow, size), BlockLength));
            }
        }
    }

    private void Build(Span<byte> frame, (UInt128 From, UInt128 To, ushort FromPort, ushort ToPort) tuple)
    {
        _spec.ToMac.Write(frame);
        _spec.FromMac.Write(frame[6..]);
        var protocol = _spec.Protocol == GeneratorProtocol.Udp ? IpProtocol.Udp : IpProtocol.Tcp;
        var ip = frame[EthernetView.HeaderLength..];
        ulong pseudo;
        Span<byte> upper;
        if (_spec.From.IsIpv6)
        {
            WriteUInt16BigEndian(frame[12..], EtherType.Ipv6);
            upper = ip[Ipv6View.HeaderLength..];
            WriteIpv6(ip, protocol, tuple.From, tuple.To);
            pseudo = PseudoHeader.Ipv6(tuple.From, tuple.To, protocol, upper.Length);
        }
        else
        {
            WriteUInt16BigEndian(frame[12..], EtherType.Ipv4);
            upper = ip[Ipv4View.MinHeaderLength..];
            WriteIpv4(ip, protocol, (uint)tuple.From, (uint)tuple.To);
            pseudo = PseudoHeader.Ipv4((uint)tuple.From, (uint)tuple.To, protocol, upper.Length);
        }

        WriteUInt16BigEndian(upper, tuple.FromPort);
        WriteUInt16BigEndian(upper[2..], tuple.ToPort);
        if (protocol == IpProtocol.Udp)
        {
            WriteUdp(upper, pseudo);
        }
        else
        {
            WriteTcp(upper, pseudo);
        }
    }

    private static void WriteIpv4(Span<byte> ip, byte protocol, uint from, uint to)
    {
        var header = ip[..Ipv4View.MinHeaderLength];
        header.Clear();
        header[0] = 0x45;
        WriteUInt16BigEndian(header[2..], (ushort)ip.Length);
        header[6] = 0x40; // do not fragment
        header[8] = HopLimit;
        header[9] = protocol;
        WriteUInt32BigEndian(header[12..], from);
        WriteUInt32BigEndian(header[16..], to);
        WriteUInt16BigEndian(header[10..], InternetChecksum.Compute(header));
    }

    private static void WriteIpv6(Span<byte> ip, byte protocol, UInt128 from, UInt128 to)
    {
        ip[..8].Clear();
        ip[0] = 0x60;
        WriteUInt16BigEndian(ip[4..], (ushort)(ip.Length - Ipv6View.HeaderLength));
        ip[6] = protocol;
        ip[7] = HopLimit;
        WriteUInt128BigEndian(ip[8..], from);
        WriteUInt128BigEndian(ip[24..], to);
    }

    private static void WriteUdp(Span<byte> datagram, ulong pseudo)
    {
        WriteUInt16BigEndian(datagram[4..], (ushort)datagram.Length);
        WriteUInt16BigEndian(datagram[6..], 0);
        var checksum = InternetChecksum.Compute(datagram, pseudo);
        WriteUInt16BigEndian(datagram[6..], checksum == 0 ? (ushort)0xFFFF : checksum);
    }

    private static void WriteTcp(Span<byte> segment, ulong pseudo)
    {
        segment[4..TcpView.MinHeaderLength].Clear();
        segment[12] = (TcpView.MinHeaderLength / 4) << 4;
        segment[13] = (byte)TcpFlags.Ack;
        WriteUInt16BigEndian(segment[14..], 0xFFFF);
        WriteUInt16BigEndian(segment[16..], InternetChecksum.Compute(segment, pseudo));
    }
}
