namespace NfvRuntime.Netmap.Tests.Names;

public class PortNameRoundTripTests
{
    private static readonly string[] Ports = ["netmap:eth0", "netmap:eth0.7&", "netmap:p{in", "netmap:p}1", "vale0:a", "vale:a{x", "netmap:vale.1:q"];
    private static readonly string[] Modes = ["", "^", "^7", "*", "-0", "-4094"];
    private static readonly string[] Flags = ["", "/x", "/z", "/tr", "/RT", "/xztrRT"];
    private static readonly string[] Memories = ["", "@1", "@65535"];
    private static readonly string[] Options =
    [
        "", "@share=vale1:b", "@conf:rings=2,rx-slots=0", "@extmem=/f", "@extmem:file=/f,buf-num=9", "@offset=64", "@offset:initial=64,bits=16",
        "@share=eth1@conf:slots=64@extmem=/f@offset=1",
    ];

    [Fact]
    public void Every_name_in_canonical_form_is_written_as_it_was_read()
    {
        foreach (string text in from port in Ports
                                from mode in Modes
                                from flags in Flags
                                from memory in Memories
                                from option in Options
                                select port + mode + flags + memory + option)
        {
            PortName name = PortName.Parse(text);
            Assert.Equal(text, name.ToString());
            Assert.Equal(name, PortName.Parse(name.ToString()));
        }
    }

    [Theory]
    [InlineData("netmap:vale0:0", "vale0:0")]
    [InlineData("netmap:eth0@2/R", "netmap:eth0/R@2")]
    [InlineData("netmap:eth0-02/Tx", "netmap:eth0-2/xT")]
    [InlineData("netmap:eth0@offset=1,2@conf:tx_slots=8", "netmap:eth0@conf:tx-slots=8@offset:initial=1,bits=2")]
    public void Other_forms_are_written_in_the_canonical_one(string text, string canonical)
    {
        Assert.Equal(canonical, PortName.Parse(text).ToString());
        Assert.Equal(PortName.Parse(text), PortName.Parse(canonical));
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_position_inside_it()
    {
        const int Seed = 4711;
        Random random = new(Seed);
        string[] pieces =
        [
            "netmap", "vale", ":", "0", "a", "-", "^", "*", "/", "x", "@", "7", "{", "}", "=", ",", "conf", "share", "slots", "_", "ä", "\0",
        ];
        int read = 0;
        for (int round = 0; round < 200_000; round++)
        {
            string text = random.Next(2) == 0 ? "netmap:a" : "";
            text += string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                PortName name = PortName.Parse(text);
                Assert.True(name == PortName.Parse(name.ToString()), $"seed {Seed}: '{text}' is written as '{name}'");
                read++;
            }
            catch (PortNameException e)
            {
                Assert.True(e.Position >= 0 && e.Position <= text.Length, $"seed {Seed}: '{text}' refused at {e.Position}");
            }
        }

        Assert.InRange(read, 1000, 199_000);
    }
}
