using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A guest in a process of its own: gets its descriptors by inheritance, and has its control requests executed by the device.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _control;

    private PeerProcess(Process process, PtnetDevice device)
    {
        _process = process;
        _control = Task.Factory.StartNew(() => Answer(device), TaskCreationOptions.LongRunning);
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it. Other processes that start meanwhile inherit its descriptors too, so tests that use this run alone.</summary>
    public static PeerProcess Start(PtnetDevice device, string verb, int number = 0)
    {
        // A duplicate is not close-on-exec, so the new process has it under the same number.
        (PtnetDescriptor Given, SafeFileHandle Copy)[] copies = [.. device.Descriptors.Select(given => (given, Descriptors.Duplicate(given.Handle)))];
        string list = string.Join(',', copies.Select(copy => $"{copy.Given.Role}:{copy.Given.Ring}:{copy.Copy.DangerousGetHandle()}"));
        var start = new ProcessStartInfo("dotnet",
            ["exec", typeof(PeerProgram).Assembly.Location, verb, Convert.ToHexString(device.Configuration.ToBytes()), list, $"{number}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process process = Process.Start(start)!;
        Array.ForEach(copies, copy => copy.Copy.Dispose());
        return new PeerProcess(process, device);
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        _control.Wait();
    }

    public int WaitForExit()
    {
        _process.WaitForExit();
        _control.Wait();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    private void Answer(PtnetDevice device)
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            uint? ring = words[2].Length == 0 ? null : uint.Parse(words[2], CultureInfo.InvariantCulture);
            PtnetReply reply = device.Execute(new PtnetRequest(
                (PtnetOperation)int.Parse(words[0], CultureInfo.InvariantCulture), ulong.Parse(words[1], CultureInfo.InvariantCulture), ring));
            try
            {
                _process.StandardInput.WriteLine($"{(int)reply.Error} {reply.Value}");
            }
            catch (IOException)
            {
                return; // killed while it waited
            }
        }
    }
}
