Attribute VB_Name = "XlperfBridge"
' The only VBA of xlperf written by hand; buttons, functions, help and texts are generated beside it when a book is built.
' The same source runs in Excel (Python through xlwings) and in LibreOffice (Python through its script provider).
'
' No Option Explicit: ThisComponent is LibreOffice's own. Excel takes it for an empty variable and never gets to that line.
' LibreOffice compiles every branch of #If, so a branch may only hold what both programs can read.

Private Const LIBREOFFICE_SCRIPT As String = "vnd.sun.star.script:xlperf_bridge.py$"
Private Const EXCEL_HOST As String = "xlperf.hosts.excel"
Private Const EXCEL_FUNCTIONS As String = "xlperf.hosts.excel_functions"
Private Const EXCEL_2010 As Long = 14
Private Const FORMULAS_IN_ERROR As Long = 4

' ---- which program, which book ----

Public Function XlperfInLibreOffice() As Boolean
    ' LibreOffice says 11.0, Excel 2010 says 14.0, WPS 12.0 and more
    XlperfInLibreOffice = Val(Application.Version) < 12
End Function

Public Function XlperfBook() As Object
    ' The add-in works on the book in front, every other book on itself
    If XLPERF_IS_ADDIN Then
        Set XlperfBook = ActiveWorkbook
    Else
        Set XlperfBook = ThisWorkbook
    End If
End Function

' ---- buttons ----

Public Sub XlperfPress(ByVal button As String)
    Dim answer As Variant
    On Error GoTo Failed
    If XlperfInLibreOffice() Then
        answer = XlperfScript("press", Array(button))
    Else
        XlperfPressInExcel button
    End If
    Exit Sub
Failed:
    XlperfSayFault Err.Number
End Sub

Private Sub XlperfPressInExcel(ByVal button As String)
    Dim command As String
    command = "import " & EXCEL_HOST & " as host; host.press_button('" & button & "')"
    If XlperfBook() Is Nothing Then
        MsgBox XlperfWord("no_book"), vbInformation, XlperfWord("title")
        Exit Sub
    End If
    #If Mac Then
        RunPython command
    #Else
        XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", XlperfBook()
        XLPy.Exec command
    #End If
End Sub

Private Sub XlperfSayFault(ByVal number As Long)
    Dim advice As String
    If XlperfInLibreOffice() Then advice = XlperfWord("mend_libreoffice") Else advice = XlperfWord("mend_excel")
    MsgBox XlperfWord("no_python") & advice & XlperfWord("code") & CStr(number), vbExclamation, XlperfWord("title")
End Sub

' ---- functions for cells ----

Public Function XlperfCall(ByVal name As String, given As Variant) As Variant
    If XlperfInLibreOffice() Then
        XlperfCall = XlperfGrid(XlperfScript("call", Array(name, given)))
    Else
        XlperfCall = XlperfBlank(XLPy.CallUDF(EXCEL_FUNCTIONS, name, given, XlperfBook(), Application.Caller))
    End If
End Function

Public Function XlperfNoAnswer() As String
    ' What a cell shows when Python does not answer
    If XlperfInLibreOffice() Then
        XlperfNoAnswer = XlperfWord("silent") & XlperfWord("mend_libreoffice")
    Else
        XlperfNoAnswer = XlperfWord("silent") & XlperfWord("mend_excel")
    End If
End Function

Public Function XlperfGiven(argument As Variant) As Variant
    ' An argument as plain values: cells by what they hold, errors by the text that stands in the cell (#DIV/0!)
    If Not IsObject(argument) Then
        XlperfGiven = XlperfErrorText(argument)
    ElseIf XlperfInLibreOffice() Then
        XlperfGiven = XlperfCellsInLibreOffice(argument)
    Else
        XlperfGiven = XlperfCellsInExcel(argument)
    End If
End Function

' LibreOffice takes a variable for an object all over a procedure that asks it for a property: so each program's
' reading of cells is a procedure of its own.

Private Function XlperfCellsInExcel(cells As Variant) As Variant
    XlperfCellsInExcel = XlperfWithoutErrors(cells.Value2)
End Function

Private Function XlperfCellsInLibreOffice(cells As Variant) As Variant
    Dim area As Object, values As Variant, row As Long, column As Long
    Set area = cells.CellRange
    values = cells.Value
    If area.queryFormulaCells(FORMULAS_IN_ERROR).getCount() > 0 Then
        If IsArray(values) Then
            For row = LBound(values, 1) To UBound(values, 1)
                For column = LBound(values, 2) To UBound(values, 2)
                    With area.getCellByPosition(column - LBound(values, 2), row - LBound(values, 1))
                        If .getError() <> 0 Then values(row, column) = .getString()
                    End With
                Next column
            Next row
        Else
            values = area.getCellByPosition(0, 0).getString()
        End If
    End If
    XlperfCellsInLibreOffice = values
End Function

Private Function XlperfWithoutErrors(ByVal values As Variant) As Variant
    Dim row As Long, column As Long
    If IsArray(values) Then
        For row = LBound(values, 1) To UBound(values, 1)
            For column = LBound(values, 2) To UBound(values, 2)
                values(row, column) = XlperfErrorText(values(row, column))
            Next column
        Next row
        XlperfWithoutErrors = values
    Else
        XlperfWithoutErrors = XlperfErrorText(values)
    End If
End Function

Private Function XlperfErrorText(value As Variant) As Variant
    If Not IsError(value) Then
        XlperfErrorText = value
        Exit Function
    End If
    Select Case Val(Mid$(CStr(value), 7))
        Case 448: XlperfErrorText = Empty
        Case 2000: XlperfErrorText = "#NULL!"
        Case 2007: XlperfErrorText = "#DIV/0!"
        Case 2015: XlperfErrorText = "#VALUE!"
        Case 2023: XlperfErrorText = "#REF!"
        Case 2029: XlperfErrorText = "#NAME?"
        Case 2036: XlperfErrorText = "#NUM!"
        Case Else: XlperfErrorText = "#N/A"
    End Select
End Function

Private Function XlperfGrid(answer As Variant) As Variant
    ' Python's rows as a rectangle that a cell formula can spill
    Dim grid() As Variant, row As Long, column As Long
    If Not IsArray(answer) Then
        XlperfGrid = XlperfBlank(answer)
        Exit Function
    End If
    ReDim grid(0 To UBound(answer), 0 To UBound(answer(0)))
    For row = 0 To UBound(answer)
        For column = 0 To UBound(answer(row))
            grid(row, column) = XlperfBlank(answer(row)(column))
        Next column
    Next row
    XlperfGrid = grid
End Function

Private Function XlperfBlank(answer As Variant) As Variant
    If IsEmpty(answer) Or IsNull(answer) Then XlperfBlank = "" Else XlperfBlank = answer
End Function

' ---- LibreOffice ----

Private Function XlperfScript(ByVal entry As String, given As Variant) As Variant
    Dim script As Object
    Set script = ThisComponent.getScriptProvider().getScript(LIBREOFFICE_SCRIPT & entry & "?language=Python&location=user")
    XlperfScript = script.invoke(given, Array(), Array())
End Function

' ---- when the book is opened ----

Public Sub XlperfOpened()
    Dim was_saved As Boolean
    On Error GoTo Unimportant
    If XlperfInLibreOffice() Then Exit Sub
    If Val(Application.Version) < EXCEL_2010 Then Exit Sub
    was_saved = ThisWorkbook.Saved
    ' Excel describes functions of a visible book only
    If XLPERF_IS_ADDIN Then ThisWorkbook.IsAddin = False
    XlperfDescribeFunctions
Unimportant:
    On Error Resume Next
    If XLPERF_IS_ADDIN Then ThisWorkbook.IsAddin = True
    If was_saved Then ThisWorkbook.Saved = True
End Sub

' ---- ribbon ----

Public Sub XlperfRibbon(control As IRibbonControl)
    XlperfPress control.Tag
End Sub

Public Sub XlperfRibbonVisible(control As IRibbonControl, ByRef visible)
    ' A form's own groups stand back where the add-in shows the same
    visible = XLPERF_IS_ADDIN Or Not XlperfAddinIsOpen()
End Sub

Private Function XlperfAddinIsOpen() As Boolean
    On Error Resume Next
    XlperfAddinIsOpen = Len(Workbooks("xlperf.xlam").Name) > 0
End Function
