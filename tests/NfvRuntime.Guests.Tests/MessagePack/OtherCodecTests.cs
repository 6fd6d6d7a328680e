namespace NfvRuntime.Guests.Tests.MessagePack;

/// <summary>Debian's python3-msgpack as the judge, in both directions.</summary>
public sealed class OtherCodecTests
{
    private const string Tell = """
        import sys, struct, random, msgpack
        class Pairs(list): pass
        def tell(v):
            if v is None: return 'nil'
            if v is True: return 'true'
            if v is False: return 'false'
            if isinstance(v, int): return 'i%d' % v
            if isinstance(v, float): return 'f' + struct.pack('>d', v).hex()
            if isinstance(v, str): return 's' + v.encode().hex()
            if isinstance(v, bytes): return 'b' + v.hex()
            if isinstance(v, msgpack.Timestamp): return 't%d.%d' % (v.seconds, v.nanoseconds)
            if isinstance(v, msgpack.ExtType): return 'x%d:%s' % (v.code, v.data.hex())
            if isinstance(v, Pairs): return '{' + ','.join(tell(k) + '=' + tell(w) for k, w in v) + '}'
            if isinstance(v, dict): return tell(Pairs(v.items()))
            return '[' + ','.join(map(tell, v)) + ']'
        """;

    private readonly int _seed = Random.Shared.Next();

    [PythonFact(msgpack: true)]
    public async Task The_other_codec_reads_what_this_one_writes_and_writes_the_same_bytes()
    {
        const string Script = Tell + """

            for line in sys.stdin:
                data = bytes.fromhex(line)
                kind = msgpack.unpackb(data, object_pairs_hook=Pairs, strict_map_key=False)
                plain = msgpack.unpackb(data, strict_map_key=False)
                single = b'\xca' in data # the other side has one float type only
                print(tell(kind), 'same' if single or msgpack.packb(plain) == data else 'other')
            """;
        var random = new Random(_seed);
        object?[] values = [.. Enumerable.Range(0, 200).Select(_ => ValueTree.Random(random))];
        string[] answers = await Python.Run(
            Python.WithMsgpack!, Script, values.Select(value => Pack.Hex((ref MessagePackWriter w) => ValueTree.Write(ref w, value))));
        Assert.Equal(values.Length, answers.Length);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True($"{ValueTree.Tell(values[i])} same" == answers[i], $"seed {_seed}, value {i}");
        }
    }

    [PythonFact(msgpack: true)]
    public async Task This_codec_reads_what_the_other_one_writes_and_writes_the_same_bytes()
    {
        const string Script = Tell + """

            r = random.Random(int(sys.argv[1]))
            def size(): return 70000 if r.random() < .05 else r.randrange(300) if r.random() < .2 else r.randrange(40)
            def value(d=0):
                k = r.randrange(10 if d < 4 else 8)
                if k == 0: return r.choice([None, True, False])
                if k == 1: return r.getrandbits(r.randrange(65))
                if k == 2: return -1 - r.getrandbits(r.randrange(64))
                if k == 3: return r.random() * 2.0 ** r.randrange(-1000, 1000)
                if k == 4: return ''.join(r.choice('aZ\u00e9\u20ac\u6f22\U0001f600') for _ in range(size()))
                if k == 5: return r.randbytes(size())
                if k == 6: return msgpack.ExtType(r.randrange(128), r.randbytes(r.choice([0, 1, 2, 3, 4, 8, 16, 17, size()])))
                if k == 7: return msgpack.Timestamp(r.choice([0, r.getrandbits(32), r.getrandbits(35), -r.getrandbits(30)]), r.randrange(10**7) * 100)
                if k == 8: return [value(d + 1) for _ in range(r.randrange(20))]
                return {('k%d' % i if r.random() < .8 else i): value(d + 1) for i in range(r.randrange(20))}
            for i in range(200):
                v = value()
                print(msgpack.packb(v).hex(), tell(v))
            """;
        string[] lines = await Python.Run(Python.WithMsgpack!, Script, [], $"{_seed}");
        Assert.Equal(200, lines.Length);
        foreach (string line in lines)
        {
            string[] parts = line.Split(' ');
            MessagePackReader reader = Pack.Reader(parts[0]);
            object? value = ValueTree.Read(ref reader);
            Assert.True(parts[1] == ValueTree.Tell(value), $"seed {_seed}");
            Assert.True(parts[0] == Pack.Hex((ref MessagePackWriter w) => ValueTree.Write(ref w, value)), $"seed {_seed}");
        }
    }
}
