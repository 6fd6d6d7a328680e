using System.CommandLine;

namespace NfvRuntime.Cli.Commands.Guests;

/// <summary><c>nfv guest ...</c>: what virtual machines are made of.</summary>
internal static class GuestCommand
{
    public static Command Create() => new("guest", "Makes what virtual machines boot from, and shows how they are started.")
    {
        ImageCommand.Create(),
        MachineCommand.Create(),
    };
}
