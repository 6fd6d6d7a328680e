using System.Runtime.CompilerServices;

namespace NfvRuntime.Host;

/// <summary>The hash by which VALE places an address in its forwarding table: the mixing step of Bob Jenkins' 1996 hash, with key 0.</summary>
public static class MacHash
{
    /// <summary>Buckets of the table.</summary>
    public const int Buckets = 1024;

    private const uint Golden = 0x9e3779b9;

    /// <summary>The bucket of an address.</summary>
    /// <param name="mac">The six bytes as they follow each other in a frame, the first in the lowest place.</param>
    /// <returns>0 to 1023.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bucket(ulong mac)
    {
        uint a = Golden + (uint)mac; // bytes 0 to 3, little-endian
        uint b = Golden + (uint)(mac >> 32 & 0xFFFF); // bytes 4 and 5
        uint c = 0;
        a -= b; a -= c; a ^= c >> 13;
        b -= c; b -= a; b ^= a << 8;
        c -= a; c -= b; c ^= b >> 13;
        a -= b; a -= c; a ^= c >> 12;
        b -= c; b -= a; b ^= a << 16;
        c -= a; c -= b; c ^= b >> 5;
        a -= b; a -= c; a ^= c >> 3;
        b -= c; b -= a; b ^= a << 10;
        c -= a; c -= b; c ^= b >> 15;
        return (int)(c & (Buckets - 1));
    }
}
