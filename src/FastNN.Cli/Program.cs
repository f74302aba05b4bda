using FastNN.Cli;

return Application.Run(args);
