using System.ComponentModel;
using System.Diagnostics;

namespace NfvRuntime.Guests.Machines;

/// <summary>Starts QEMU and waits for its end on a thread of its own: the kernel tells a child of its parent's death when the thread dies that made it,
/// so that thread must live as long as the child.</summary>
internal sealed class QemuStarter
{
    private readonly TaskCompletionSource<QemuStarter> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Process? _process;

    private QemuStarter()
    {
    }

    public int ProcessId { get; private set; }

    /// <summary>The status; above 128: killed by a signal.</summary>
    public Task<int> Exit => _exit.Task;

    /// <summary>What QEMU said, complete when it has ended.</summary>
    public Task<string> Errors { get; private set; } = Task.FromResult("");

    /// <exception cref="MachineException">There is no such program, or no <c>setpriv</c>.</exception>
    public static Task<QemuStarter> StartAsync(Machine machine)
    {
        ProcessStartInfo start = Describe(machine);
        var starter = new QemuStarter();
        new Thread(() => starter.Run(start, machine)) { IsBackground = true, Name = $"machine {machine.Name}" }.Start();
        return starter._started.Task;
    }

    public void Kill()
    {
        lock (_gate)
        {
            if (!_exit.Task.IsCompleted)
            {
                _process?.Kill();
            }
        }
    }

    private static ProcessStartInfo Describe(Machine machine)
    {
        IReadOnlyList<string> arguments = QemuCommandLine.Arguments(machine);
        string program = FindProgram(machine.Program)
            ?? throw new MachineException($"there is no program '{machine.Program}': install QEMU (Debian: qemu-system-x86)");
        string[] line = [program, .. arguments];
        if (machine.DiesWithHost)
        {
            string setpriv = FindProgram("setpriv") ?? throw new MachineException("there is no program 'setpriv': install util-linux");
            line = [setpriv, "--pdeathsig", "KILL", "--", .. line];
        }

        return new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true };
    }

    private static async Task<string> ReadAsync(Task<string> errors, Task<string> output) =>
        await errors.ConfigureAwait(false) + await output.ConfigureAwait(false);

    private static string? FindProgram(string name) => name.Contains('/', StringComparison.Ordinal) ? (File.Exists(name) ? name : null)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private void Run(ProcessStartInfo start, Machine machine)
    {
        try
        {
            using Process process = Process.Start(start)!;
            _process = process;
            ProcessId = process.Id;
            process.StandardInput.Close();
            Errors = ReadAsync(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
            _started.SetResult(this);
            process.WaitForExit();
            lock (_gate)
            {
                _exit.SetResult(process.ExitCode);
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            _started.TrySetException(new MachineException($"guest '{machine.Name}': {start.FileName} cannot be started: {e.Message}", e));
        }
    }
}
