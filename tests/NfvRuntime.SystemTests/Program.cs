using NfvRuntime.SystemTests.Machines;

// The test runner does not call this; tests that need a second process, or one inside a machine, do.
return args switch
{
    [GuestProbe.Role] => GuestProbe.Run(),
    [MachineHost.Role, var root, var kernel] => await MachineHost.RunAsync(root, kernel),
    _ => 2,
};
