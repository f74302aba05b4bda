Console.WriteLine("fastnn");
