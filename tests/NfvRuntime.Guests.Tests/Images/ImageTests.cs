using System.Globalization;
using System.IO.Compression;
using System.Text;
using NfvRuntime.Guests.Images;
using NfvRuntime.Guests.Tests.Support;

namespace NfvRuntime.Guests.Tests.Images;

public sealed class ImageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nfv-image-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_archive_of_the_same_entries_has_the_same_bytes_and_the_formats_shape()
    {
        byte[] one = Archive(), other = Archive();

        Assert.Equal(one, other);
        Assert.Equal(0, one.Length % 4);
        Assert.Equal(["bin", "bin/sh", "bin/echo"], Read(one).Select(entry => entry.Path));
        Assert.Equal("hello", Read(one)[1].Content);
        Assert.Equal(["41ed", "81ed", "a1ff"], Read(one).Select(entry => entry.Mode));
    }

    [Fact]
    public void Programs_are_told_from_text_by_their_header()
    {
        var runtime = new ElfFile(File.ReadAllBytes(Environment.ProcessPath!));
        Assert.True(runtime.IsElf);
        Assert.Contains("ld-linux", runtime.Interpreter, StringComparison.Ordinal);
        Assert.Contains("libc.so.6", runtime.Needed);

        Assert.False(new ElfFile("#!/bin/sh"u8.ToArray()).IsElf);
        Assert.Empty(new ElfFile(new byte[10]).Needed);
    }

    [Fact]
    public void A_damaged_program_is_read_without_harm()
    {
        byte[] good = File.ReadAllBytes(Environment.ProcessPath!);
        var random = new Random(6);
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = good[..random.Next(good.Length)];
            for (int j = 0; j < 8 && bad.Length > 0; j++)
            {
                bad[random.Next(Math.Min(bad.Length, 2048))] = (byte)random.Next(256);
            }

            var file = new ElfFile(bad);
            _ = (file.Interpreter, file.Needed.Count, file.ModuleDependencies.Count);
        }
    }

    [BusyboxFact]
    public void The_same_inputs_give_the_same_image_and_a_second_time_none_is_made()
    {
        ImageInputs inputs = Inputs("echo one");
        GuestImage first = new ImageBuilder(PathOf("cache1")).Build(inputs);
        GuestImage elsewhere = new ImageBuilder(PathOf("cache2")).Build(inputs);
        GuestImage again = new ImageBuilder(PathOf("cache1")).Build(inputs);

        Assert.Equal((true, true, false), (first.IsNew, elsewhere.IsNew, again.IsNew));
        Assert.Equal(first.Digest, elsewhere.Digest);
        Assert.Equal(File.ReadAllBytes(first.Initramfs), File.ReadAllBytes(elsewhere.Initramfs));
        Assert.Equal(first.Initramfs, ImageBuilder.Newest(PathOf("cache1"))!.Initramfs);

        GuestImage changed = new ImageBuilder(PathOf("cache1")).Build(Inputs("echo two"));
        Assert.True(changed.IsNew);
        Assert.NotEqual(first.Digest, changed.Digest);
    }

    [BusyboxFact]
    public void An_image_holds_the_script_busybox_and_the_agent_with_the_folders_they_lie_in()
    {
        GuestImage image = new ImageBuilder(PathOf("cache")).Build(Inputs("echo one"));
        using var packed = new GZipStream(File.OpenRead(image.Initramfs), CompressionMode.Decompress);
        var archive = new MemoryStream();
        packed.CopyTo(archive);

        var entries = Read(archive.ToArray()).ToDictionary(entry => entry.Path);
        Assert.StartsWith("#!/bin/sh", entries["init"].Content, StringComparison.Ordinal);
        Assert.Equal("busybox", entries["bin/sh"].Content);
        Assert.Equal("81ed", entries["nfv/nfv-agent"].Mode);
        Assert.Contains("echo one", entries["nfv/nfv-agent"].Content, StringComparison.Ordinal);
        Assert.All(entries.Keys, path => Assert.True(Path.GetDirectoryName(path) is "" || entries.ContainsKey(Path.GetDirectoryName(path)!), path));
    }

    [BusyboxFact]
    public void A_folder_without_an_agent_is_refused()
    {
        ImageInputs inputs = Inputs("echo") with { Agent = _folder.CreateSubdirectory("empty").FullName };
        Assert.Contains("no program 'nfv-agent'", Assert.Throws<ImageException>(() => new ImageBuilder(PathOf("cache")).Build(inputs)).Message, StringComparison.Ordinal);
    }

    private ImageInputs Inputs(string script)
    {
        string kernel = PathOf("vmlinuz"), agent = _folder.CreateSubdirectory("agent").FullName, program = Path.Combine(agent, AgentSource.Program);
        File.WriteAllText(kernel, "a kernel");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new ImageInputs(KernelSource.Given(kernel, null), "/bin/busybox", agent);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static byte[] Archive()
    {
        var output = new MemoryStream();
        using (var writer = new CpioWriter(output))
        {
            writer.Write(ImageEntry.Folder("bin"));
            writer.Write(ImageEntry.Text("bin/sh", "hello", isProgram: true));
            writer.Write(ImageEntry.Link("bin/echo", "sh"));
        }

        return output.ToArray();
    }

    private static List<(string Path, string Mode, string Content)> Read(byte[] archive)
    {
        var entries = new List<(string, string, string)>();
        for (int at = 0; ;)
        {
            Assert.Equal("070701", Encoding.ASCII.GetString(archive, at, 6));
            int size = Field(6), nameSize = Field(11);
            string name = Encoding.UTF8.GetString(archive, at + 110, nameSize - 1);
            if (name == "TRAILER!!!")
            {
                return entries;
            }

            int content = (at + 110 + nameSize + 3) / 4 * 4;
            entries.Add((name, Field(1).ToString("x", CultureInfo.InvariantCulture), Encoding.UTF8.GetString(archive, content, size)));
            at = (content + size + 3) / 4 * 4;

            int Field(int number) => int.Parse(Encoding.ASCII.GetString(archive, at + 6 + (8 * number), 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
    }
}
