namespace NfvRuntime.Netmap.Control;

/// <summary>Which rings of a port a REGISTER binds (<c>NR_REG_*</c>).</summary>
public enum RegisterMode : uint
{
    /// <summary>Not accepted by the current API.</summary>
    Default = 0,

    /// <summary>All hardware tx and rx rings.</summary>
    AllNic = 1,

    /// <summary>All host rings.</summary>
    Sw = 2,

    /// <summary>Hardware and host rings.</summary>
    NicSw = 3,

    /// <summary>One hardware ring pair.</summary>
    OneNic = 4,

    /// <summary>Legacy only; pipes are named in the port name now.</summary>
    PipeMaster = 5,

    /// <summary>Legacy only; pipes are named in the port name now.</summary>
    PipeSlave = 6,

    /// <summary>A port with rings but no data path.</summary>
    Null = 7,

    /// <summary>One host ring pair.</summary>
    OneSw = 8,
}
