using System.Runtime.InteropServices;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>
/// An endless source of bad input: whole frames, cut ones, frames with some bits changed, and noise. Allocates nothing once made. One
/// seed gives the same frames always.
/// </summary>
public sealed class HostileFrames
{
    private readonly byte[][] _models;
    private ulong _state;

    /// <summary>Makes a source.</summary>
    /// <param name="seed">Print it when a test fails.</param>
    /// <param name="more">Frames to spoil besides the usual ones of <see cref="Models"/>.</param>
    public HostileFrames(int seed, params byte[][] more)
    {
        _models = [.. Models(), .. more];
        _state = ((ulong)(uint)seed << 1) | 1;
    }

    /// <summary>One good frame of each sort that headers are parsed in.</summary>
    public static IReadOnlyList<byte[]> Models()
    {
        byte[] hopByHop = [6, 0, 1, 4, 0, 0, 0, 0];
        byte[] fragment = [17, 0, 0, 1, 0, 0, 0, 1];
        byte[] tcp = TestFrames.Tcp("10.0.0.1", "10.0.0.2", 40000, 80, 20);
        return
        [
            tcp,
            TestFrames.Tagged(tcp, 10),
            TestFrames.Tagged(TestFrames.Tagged(tcp, 10), 20),
            TestFrames.Udp("10.0.0.1", "10.0.0.2", 40000, 53, 40),
            TestFrames.Fragment(TestFrames.Udp("10.0.0.1", "10.0.0.2", 40000, 53, 40), 0, more: true),
            TestFrames.Fragment(TestFrames.Udp("10.0.0.1", "10.0.0.2", 40000, 53, 40), 185, more: false),
            TestFrames.Icmp("10.0.0.1", "10.0.0.2", 8),
            TestFrames.Tcp("2001:db8::1", "2001:db8::2", 40000, 80, 20),
            TestFrames.Udp("2001:db8::1", "2001:db8::2", 40000, 53),
            TestFrames.Icmp("2001:db8::1", "2001:db8::2", 135),
            TestFrames.Ip("2001:db8::1", "2001:db8::2", 0, [.. hopByHop, .. tcp.AsSpan(34)]),
            TestFrames.Ip("2001:db8::1", "2001:db8::2", 44, [.. fragment, .. new byte[24]]),
            TestFrames.Arp(),
            TestFrames.Ethernet(0x88B5, [1, 2, 3]),
            TestFrames.Ethernet(3, [0x42, 0x42, 3]),
        ];
    }

    /// <summary>Writes the next frame; fits <see cref="FrameMaker"/>.</summary>
    /// <param name="buffer">At least as long as the longest model.</param>
    public int Next(Span<byte> buffer)
    {
        ulong dice = Random();
        if ((dice & 7) == 0)
        {
            int noise = (int)((dice >> 8) % 128);
            Noise(buffer[..noise]);
            return noise;
        }

        byte[] model = _models[(int)((dice >> 8) % (ulong)_models.Length)];
        model.CopyTo(buffer);
        int length = (dice & 7) == 1 ? (int)((dice >> 32) % (ulong)(model.Length + 1)) : model.Length;
        for (ulong changes = (dice >> 4) & 3; changes > 0 && length > 0; changes--)
        {
            ulong change = Random();
            ref byte victim = ref buffer[(int)(change % (ulong)length)];
            victim = (change >> 60) == 0 ? (byte)(change >> 40) : (byte)(victim ^ (1 << (int)((change >> 32) & 7)));
        }

        return length;
    }

    private void Noise(Span<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong value = Random();
            MemoryMarshal.Write(bytes, in value);
        }

        bytes.Fill((byte)Random());
    }

    /// <summary>xorshift64*, by Vigna: quick, and its high bits are good.</summary>
    private ulong Random()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        ulong product = _state * 0x2545F4914F6CDD1D;
        return ulong.RotateLeft(product, 32);
    }
}
