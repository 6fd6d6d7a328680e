// The engine and the test kit under test. Everything in Behaviour/ takes them from here and from nowhere else, so that this file alone
// decides which engine the suite is run against.
global using NfvRuntime.Actors;
global using NfvRuntime.Actors.Configuration;
global using NfvRuntime.Actors.Event;
global using NfvRuntime.Actors.Pattern;
global using NfvRuntime.Actors.TestKit;
global using NfvRuntime.Actors.TestKit.Configs;
global using NfvRuntime.Actors.TestKit.Xunit2;
